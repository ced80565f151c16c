using System.Diagnostics.Metrics;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pillion.Contracts;
using Pillion.Http;
using Pillion.Storage;
using Pillion.Storage.Sqlite;

namespace Pillion.Cobrowse.Tests.Hosting;

/// <summary>The area on a real web server on a free loopback port, with a real store; other areas are played.</summary>
internal sealed class App : IAsyncDisposable
{
    public const string PublicUrl = "http://pillion.test";
    public const string ViewerHost = "view.pillion.test";

    private readonly string _folder = Directory.CreateTempSubdirectory("pillion-cobrowse-").FullName;
    private readonly TimeProvider _time;
    private WebApplication _host = null!;

    private readonly Action<IServiceCollection>? _more;

    private App(TimeProvider time, Action<IServiceCollection>? more) => (_time, _more) = (time, more);

    public World World { get; } = new();

    public Uri Address { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public Reasons Drops { get; private set; } = null!;

    public Reasons Repairs { get; private set; } = null!;

    public string WebFolder => Path.Combine(_folder, "web");

    public IStore Store => _host.Services.GetRequiredService<IStore>();

    public Heard Heard => _host.Services.GetRequiredService<Heard>();

    public IJoinCodes JoinCodes => _host.Services.GetRequiredService<IJoinCodes>();

    public IVisitorPresence Presence => _host.Services.GetRequiredService<IVisitorPresence>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="more">Puts something else in the place of what the area brings.</param>
    public static async Task<App> StartAsync(TimeProvider? time = null, Action<IServiceCollection>? more = null)
    {
        var app = new App(time ?? TimeProvider.System, more);
        Directory.CreateDirectory(app.WebFolder);
        await app.BootAsync();
        return app;
    }

    /// <summary>Stops the server and starts another one on the same data.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await BootAsync();
    }

    /// <summary>Starts a server on the data of one that was stopped.</summary>
    public Task StartAgainAsync() => BootAsync();

    public async Task StopAsync()
    {
        Http.Dispose();
        await _host.StopAsync(Cancellation);
        await _host.DisposeAsync();
        Drops.Dispose();
        Repairs.Dispose();
    }

    /// <summary>Asks a visitor to share, as Conversations would.</summary>
    public async Task<ConversationSummary> InviteAsync(
        string visitorId, TimeSpan? wait = null, IReadOnlyList<string>? capabilities = null, ConversationSummary? conversation = null)
    {
        var summary = conversation ?? World.Start(visitorId);
        var now = _time.GetUtcNow();
        var expires = now + (wait ?? TimeSpan.FromMinutes(15));
        var code = (await JoinCodes.ReserveAsync(Cancellation)).Value!;
        await PublishAsync(new CobrowseRequested(
            summary.Id,
            summary.SessionId,
            summary.InvitationId,
            code,
            summary.SiteId,
            summary.VisitorId,
            summary.AgentId,
            summary.AgentName,
            summary.Subject,
            capabilities ?? Capabilities.Default,
            now,
            expires));
        Codes[summary.SessionId] = code;
        return summary;
    }

    /// <summary>The join code of every conversation that was started.</summary>
    public Dictionary<string, string> Codes { get; } = new(StringComparer.Ordinal);

    public Task PublishAsync(object message) => Store.CommitAsync(new Commit().Publish(message), Cancellation);

    /// <summary>The login of which the tokens of requests are.</summary>
    public string Login { get; set; } = "login-1";

    /// <summary>Sends a request as this user, to this host name.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? user = Agents.Avery, string? host = null, params string[] scopes)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Test-Login", Login);
        request.Headers.TryAddWithoutValidation("Test-User", $"{user}|{string.Join(' ', scopes.Length == 0 ? [Scopes.Cobrowse] : scopes)}");
        request.Headers.Host = host;
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task BootAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_time);
        builder.Services.AddSingleton(new Addresses(PublicUrl, $"http://{ViewerHost}"));
        builder.Services.AddSingleton(new WebFiles(WebFolder));
        builder.Services.AddSingleton(World).AddSingleton<ISites>(World).AddSingleton<IVisitors>(World).AddSingleton<IConversations>(World);
        builder.Services.AddSqliteStorage(new DataFolder(_folder));
        builder.Services.AddCobrowse();
        _more?.Invoke(builder.Services);
        Heard.Subscribe(builder.Services);

        _host = builder.Build();
        _host.UseCorrelationId();
        _host.UseProblemBodies();
        _host.UseWebSockets();
        _host.Use(Authenticate);
        _host.MapCobrowse();
        Drops = new Reasons(_host.Services.GetRequiredService<IMeterFactory>(), "pillion.live.drops");
        Repairs = new Reasons(_host.Services.GetRequiredService<IMeterFactory>(), "pillion.live.repairs");
        await _host.StartAsync(Cancellation);
        Address = new Uri(_host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Http = new HttpClient { BaseAddress = Address };
    }

    private static Task Authenticate(HttpContext context, Func<Task> next)
    {
        if (context.Request.Headers["Test-User"].ToString() is { Length: > 0 } text)
        {
            var parts = text.Split('|');
            var claims = parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(scope => new Claim(Caller.ScopeClaim, scope))
                .Append(new Claim(Caller.ClientClaim, "console"))
                .Append(new Claim(Caller.LoginClaim, context.Request.Headers["Test-Login"].ToString()));
            context.User = new ClaimsPrincipal(new ClaimsIdentity(parts[0].Length == 0 ? claims : claims.Append(new Claim(Caller.UserClaim, parts[0])), "test"));
        }

        return next();
    }
}

/// <summary>Counts what one of the server's own counters counts, by reason.</summary>
internal sealed class Reasons : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly List<(string Reason, long Count, TaskCompletionSource Reached)> _awaited = [];

    public Reasons(IMeterFactory meters, string name)
    {
        // Only this server's: other tests run beside this one.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == name && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (_lock)
            {
                var reason = tags.ToArray().First(tag => tag.Key == "reason").Value!.ToString()!;
                _counts[reason] = _counts.GetValueOrDefault(reason) + count;
                Settle();
            }
        });
        _listener.Start();
    }

    public long this[string reason]
    {
        get
        {
            lock (_lock)
            {
                return _counts.GetValueOrDefault(reason);
            }
        }
    }

    /// <summary>Completes when this many have been dropped for a reason.</summary>
    public Task ReachAsync(string reason, long count)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((reason, count, reached));
            Settle();
            return reached.Task.WaitAsync(Patience.Limit);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Settle()
    {
        foreach (var (_, _, reached) in _awaited.Where(wait => _counts.GetValueOrDefault(wait.Reason) >= wait.Count))
        {
            reached.TrySetResult();
        }
    }
}
