using Pillion.Cobrowse;
using Pillion.Conversations;
using Pillion.Http;
using Pillion.Http.Errors;
using Pillion.Http.Limiting;
using Pillion.Identity;
using Pillion.Kernel.Json;
using Pillion.Notifications;
using Pillion.Server.Description;
using Pillion.Server.Telemetry;
using Pillion.Storage.Sqlite;

namespace Pillion.Server;

/// <summary>Puts the areas, the engine and the settings together to one server.</summary>
public static class PillionServer
{
    /// <summary>A server that is ready to run.</summary>
    /// <param name="args">Settings as on the command line.</param>
    /// <param name="configure">Changes services before the server is built: another clock, for example.</param>
    /// <exception cref="SettingsException">The settings can't be used.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // Settings lie beside the program, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var settings = ServerSettings.Read(builder.Configuration, builder.Environment);
        builder.WebHost.UseUrls(settings.AllUrls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.ReadBeyondBounds();
        });

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings.Addresses);
        builder.Services.AddSingleton(settings.Web);
        builder.Services.ConfigureHttpJsonOptions(json => Wire.Configure(json.SerializerOptions));
        builder.Services.AddCallerRates(settings.Api.Rates);
        builder.Services.AddCrossOrigin(settings.Api.Origins);
        builder.Services.AddSqliteStorage(settings.Data);
        builder.Services.AddIdentity();
        builder.Services.AddConversations();
        builder.Services.AddCobrowse();
        builder.Services.AddNotifications();
        builder.Services.AddApiDescription();
        builder.Services.AddTelemetry(settings.Telemetry);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UsePrometheus(settings.Telemetry);
        app.UseCorrelationId();
        app.UseRequestBounds();
        app.UseProblemBodies();
        app.UseViewerOrigin();
        app.UseCrossOrigin();
        app.UseCallerRates();
        app.UseHeadAndOptions();
        app.UseRouting();
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseKnownCallers();
        app.UseAuthorization();

        app.MapHealth();
        app.MapApiDescription();
        app.MapErrorPages();

        var areas = app.MapGroup("").WithIdempotentPosts();
        areas.MapIdentity();
        areas.MapConversations();
        areas.MapCobrowse();
        areas.MapNotifications();

        app.MapConsole();
        app.MapSampleShopInDevelopment();
        return app;
    }
}
