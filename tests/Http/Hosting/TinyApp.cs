using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pillion.Http.Tests.Hosting;

/// <summary>A few routes of a test's own on a real web server, with what all areas have in common.</summary>
internal sealed class TinyApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TinyApp(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
    }

    public HttpClient Http { get; }

    public static async Task<TinyApp> StartAsync(Action<IEndpointRouteBuilder> map, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddApiArea();
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseCorrelationId();
        app.UseProblemBodies();
        app.UseHeadAndOptions();
        app.UseRouting();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TinyApp(app);
    }

    public async Task<Answer> SendAsync(string method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        var cancellation = TestContext.Current.CancellationToken;
        using var response = await Http.SendAsync(request, cancellation);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellation), response.Headers, response.Content.Headers);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
