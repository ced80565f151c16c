using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Pillion.Contracts;
using Pillion.Http;
using Pillion.Kernel.Json;
using Pillion.Storage;
using Pillion.Storage.Messages;
using Pillion.Storage.Sqlite;

namespace Pillion.Notifications.Tests.Hosting;

/// <summary>The area on a real web server with a real store and a clock of its own; other areas are played.</summary>
internal sealed class App : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pillion-notifications-").FullName;
    private WebApplication _host = null!;
    private HttpClient _http = null!;

    private App()
    {
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 13, 0, 0, TimeSpan.Zero));

    public World World { get; } = new();

    /// <summary>What is stored, as it happens.</summary>
    public Commits Commits { get; private set; } = null!;

    public Drops Drops { get; private set; } = null!;

    public string Url { get; private set; } = "";

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<App> StartAsync()
    {
        var app = new App();
        await app.BootAsync();
        return app;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Stops the server and starts another one on the same data.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await BootAsync();
    }

    public async Task StopAsync()
    {
        _http.Dispose();
        await _host.StopAsync(Cancellation);
        await _host.DisposeAsync();
        Drops.Dispose();
    }

    /// <summary>Sends a message to its subscribers, as the area that it belongs to would.</summary>
    public Task PublishAsync(params object[] messages) =>
        Get<IStore>().CommitAsync(messages.Aggregate(new Commit(), (commit, message) => commit.Publish(message)), Cancellation);

    /// <summary>Sends a request as this caller.</summary>
    /// <param name="body">A node, or a text that is sent as it is.</param>
    public async Task<Answer> SendAsync(HttpMethod method, string path, Party? party, object? body = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (party is not null)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse($"Test {party.Token}");
        }

        if (body is not null)
        {
            request.Content = new StringContent(body is JsonNode node ? node.ToJsonString() : (string)body, new MediaTypeHeaderValue("application/json"));
        }

        using var response = await _http.SendAsync(request, Cancellation);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    public Task<Answer> GetAsync(string path, Party party) => SendAsync(HttpMethod.Get, path, party);

    /// <summary>Opens a channel.</summary>
    public async Task<OpenChannel> OpenAsync(Party party)
    {
        var answer = (await SendAsync(HttpMethod.Post, "/api/v2/notifications/channels", party)).Expect(HttpStatusCode.OK);
        return new OpenChannel(this, party, answer["id"], answer["connectUri"]);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task BootAsync()
    {
        Url = Url.Length > 0 ? Url : $"http://127.0.0.1:{FreePort()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls(Url);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(new Addresses(Url, "http://view.pillion.test"));
        builder.Services.AddSingleton<IUserStatuses>(World).AddSingleton<IConversationChanges>(World);
        builder.Services.AddStoredType<ConversationChanged>("conversations.changed").AddStoredType<UserStatusChanged>("identity.userStatusChanged")
            .AddStoredType<TokensRevoked>("identity.tokensRevoked");
        builder.Services.ConfigureHttpJsonOptions(json => Wire.Configure(json.SerializerOptions));
        builder.Services.AddSqliteStorage(new DataFolder(_folder));
        var made = builder.Services.Last(service => service.ServiceType == typeof(IStore));
        builder.Services.AddSingleton<IStore>(services => Commits = new Commits((IStore)(made.ImplementationFactory is { } factory
            ? factory(services)
            : ActivatorUtilities.CreateInstance(services, made.ImplementationType!))));
        builder.Services.AddNotifications();
        builder.Services.AddSingleton<Handled>();
        builder.Services.AddSubscriber<ConversationChanged, Handled.OfConversations>().AddSubscriber<UserStatusChanged, Handled.OfUsers>();

        _host = builder.Build();
        _host.UseCorrelationId();
        _host.UseProblemBodies();
        _host.UseWebSockets();
        _host.Use(Authenticate);
        _host.MapNotifications();
        Drops = new Drops(_host.Services.GetRequiredService<IMeterFactory>());
        await _host.StartAsync(Cancellation);
        _http = new HttpClient { BaseAddress = new Uri(Url) };
    }

    private static Task Authenticate(HttpContext context, Func<Task> next)
    {
        if (Party.Read(context.Request.Headers.Authorization.ToString()) is { } party)
        {
            var claims = party.Scopes.Select(scope => new Claim(Caller.ScopeClaim, scope))
                .Append(new Claim(Caller.ClientClaim, party.Client))
                .Append(new Claim(Caller.LoginClaim, party.LoginId));
            context.User = new ClaimsPrincipal(new ClaimsIdentity(party.User is null ? claims : claims.Append(new Claim(Caller.UserClaim, party.User)), "test"));
        }

        return next();
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

/// <summary>Who makes requests.</summary>
/// <param name="Login">Tells two tokens of one party apart.</param>
internal sealed record Party(string Client, string? User, string[] Scopes, int Login = 1)
{
    /// <summary>A ticket system's client.</summary>
    public static Party Tickets { get; } = new("tickets", null, [Http.Scopes.ConversationWrite, Http.Scopes.UsersRead]);

    public static Party Avery { get; } = new("console", World.Avery, [Http.Scopes.ConversationRead, Http.Scopes.UsersRead]);

    public static Party Jordan { get; } = new("console", World.Jordan, [Http.Scopes.ConversationRead, Http.Scopes.UsersRead]);

    public string Token => $"{Client}|{User}|{string.Join(' ', Scopes)}|{Login}";

    public string LoginId => $"login-{Login}-of-{User ?? Client}";

    public static Party? Read(string authorization) => authorization.StartsWith("Test ", StringComparison.Ordinal) && authorization[5..].Split('|') is [var client, var user, var scopes, var login]
        ? new Party(client, user.Length == 0 ? null : user, scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), int.Parse(login, System.Globalization.CultureInfo.InvariantCulture))
        : null;
}

/// <summary>An answer, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text)
{
    public JsonNode Body => JsonNode.Parse(Text)!;

    public string this[string name] => Body[name]!.GetValue<string>();

    /// <summary>The codes of all faults, each with its pointer.</summary>
    public IReadOnlyList<string> Faults => Body["errors"]!.AsArray().Select(error => $"{error!["code"]} {error["pointer"]}".TrimEnd()).ToList();

    /// <summary>The subscriptions, each with its state.</summary>
    public IReadOnlyList<string> Topics => Body["entities"]!.AsArray().Select(topic => $"{topic!["state"]} {topic["id"]}").ToList();

    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"expected {(int)status}, got {(int)Status}: {Text}");
        return this;
    }
}

/// <summary>A channel that was opened.</summary>
internal sealed record OpenChannel(App App, Party Party, string Id, string ConnectUri)
{
    private string Path => $"/api/v2/notifications/channels/{Id}/subscriptions";

    public Task<Answer> SubscribeAsync(params string[] topics) => SendAsync(HttpMethod.Post, topics);

    public Task<Answer> SendAsync(HttpMethod method, string[] topics, string query = "") => SendAsync(
        method, new JsonArray(topics.Select(topic => (JsonNode)new JsonObject { ["id"] = topic }).ToArray()), query);

    public Task<Answer> SendAsync(HttpMethod method, object? body, string query = "") => App.SendAsync(method, Path + query, Party, body);

    public Task<Answer> ReadAsync() => App.GetAsync(Path, Party);

    public Task<ChannelClient> ConnectAsync(TaskCompletionSource? blocked = null) => ChannelClient.ConnectAsync(ConnectUri, blocked);
}

/// <summary>Counts what the server says it dropped, by reason.</summary>
internal sealed class Drops : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public Drops(IMeterFactory meters)
    {
        // Only this server's: other tests run beside this one.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "pillion.notifications.drops" && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            _counts.AddOrUpdate((string)tags[0].Value!, count, (_, former) => former + count));
        _listener.Start();
    }

    public long this[string reason] => _counts.GetValueOrDefault(reason);

    public void Dispose() => _listener.Dispose();
}
