using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Pillion.Contracts;
using Pillion.Http;
using Pillion.Kernel.Json;
using Pillion.Storage;
using Pillion.Storage.Messages;
using Pillion.Storage.Sqlite;

namespace Pillion.Identity.Tests;

/// <summary>The area in a real host: Kestrel on a free loopback port, SQLite in a folder of its own, a clock to turn.</summary>
internal sealed class IdentityApp : IAsyncDisposable
{
    /// <summary>As in the seed that development brings along.</summary>
    public const string SiteSecret = "dev-site-secret-0123456789abcdef";

    private readonly bool _ownsFolder;
    private int _port = FreePort();
    private WebApplication _app = null!;

    private IdentityApp(string folder, bool ownsFolder) => (Folder, _ownsFolder) = (folder, ownsFolder);

    public string Folder { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public string Url { get; private set; } = "";

    public HttpClient Http { get; private set; } = null!;

    public PublishedMessages Published { get; } = new();

    public ISites Sites => _app.Services.GetRequiredService<ISites>();

    public IAgents Agents => _app.Services.GetRequiredService<IAgents>();

    public IUserStatuses Statuses => _app.Services.GetRequiredService<IUserStatuses>();

    public IVisitors Visitors => _app.Services.GetRequiredService<IVisitors>();

    public IStore Store => _app.Services.GetRequiredService<IStore>();

    /// <param name="folder">A folder that an earlier app left behind; a new one when null.</param>
    /// <param name="seed">Lines of configuration below <c>Pillion:Seed</c>; development's own when null.</param>
    public static async Task<IdentityApp> StartAsync(
        string environment = "Development", string? folder = null, IReadOnlyDictionary<string, string?>? seed = null)
    {
        var app = new IdentityApp(folder ?? Directory.CreateTempSubdirectory("pillion-identity-").FullName, folder is null);
        try
        {
            await app.StartAsync(environment, seed);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return app;
    }

    /// <summary>The same folder and address under another start of the server.</summary>
    public async Task<IdentityApp> RestartAsync(string environment = "Development", IReadOnlyDictionary<string, string?>? seed = null)
    {
        await _app.DisposeAsync();
        var next = new IdentityApp(Folder, false) { _port = _port };
        next.Time.SetUtcNow(Time.GetUtcNow());
        await next.StartAsync(environment, seed);
        return next;
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        if (_ownsFolder && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>A client that keeps cookies and does not follow redirects: a browser, seen closely.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = new Uri(Url),
    };

    /// <summary>An access token of the development client, or of another one.</summary>
    public async Task<string> TokenAsync(string? scope = null, string client = "dev", string secret = "dev-secret")
    {
        var answer = await AskTokenAsync(client, secret, scope);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer["access_token"];
    }

    public Task<Answer> AskTokenAsync(string client, string secret, string? scope = null, string grant = "client_credentials")
    {
        var form = new Dictionary<string, string> { ["grant_type"] = grant };
        if (scope is not null)
        {
            form["scope"] = scope;
        }

        return SendAsync(HttpMethod.Post, "/oauth/token", new FormUrlEncodedContent(form), Basic(client, secret));
    }

    public Task<Answer> GetAsync(string path, string? token) => SendAsync(HttpMethod.Get, path, null, Bearer(token));

    public Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? body, string? token) =>
        SendAsync(method, path, body is null ? null : Json(body.ToJsonString()), Bearer(token));

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = authorization;
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response);
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public static AuthenticationHeaderValue Basic(string id, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));

    private static AuthenticationHeaderValue? Bearer(string? token) => token is null ? null : new("Bearer", token);

    private async Task StartAsync(string environment, IReadOnlyDictionary<string, string?>? seed)
    {
        // The addresses have to be known when the services are built, so the port is chosen before.
        Url = $"http://127.0.0.1:{_port}";
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseKestrelCore().UseUrls(Url);
        builder.Logging.ClearProviders();
        if (seed is null)
        {
            builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.Development.json"));
        }
        else
        {
            builder.Configuration.AddInMemoryCollection(seed.ToDictionary(line => $"Pillion:Seed:{line.Key}", line => line.Value));
        }

        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(new Addresses(Url, $"http://view.localhost:{_port}"));
        builder.Services.ConfigureHttpJsonOptions(json => Wire.Configure(json.SerializerOptions));
        builder.Services.AddSqliteStorage(new DataFolder(Folder));
        builder.Services.AddIdentity();

        // Guessing is meant to take long; what is tested here does not depend on how long.
        builder.Services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1000);
        builder.Services.AddStoredType<CobrowseRequested>("conversations.cobrowseRequested");
        builder.Services.AddSingleton(Published);
        builder.Services.AddSubscriber<PresenceChanged, PublishedMessages.Of<PresenceChanged>>();
        builder.Services.AddSubscriber<UserStatusChanged, PublishedMessages.Of<UserStatusChanged>>();
        builder.Services.AddSubscriber<TokensRevoked, PublishedMessages.Of<TokensRevoked>>();
        builder.Services.AddSubscriber<VisitorMerged, PublishedMessages.Of<VisitorMerged>>();
        builder.Services.AddSubscriber<CobrowseRequested, PublishedMessages.Of<CobrowseRequested>>();
        _app = builder.Build();
        _app.UseCorrelationId();
        _app.UseProblemBodies();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapIdentity();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(Url) };
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}

/// <summary>An answer, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)
{
    public static async Task<Answer> OfAsync(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers);

    public JsonNode Body => JsonNode.Parse(Text)!;

    public string this[string name] => Body[name]!.GetValue<string>();

    /// <summary>The codes of all faults, each with its pointer.</summary>
    public IReadOnlyList<string> Faults => Body["errors"]!.AsArray().Select(error => $"{error!["code"]} {error["pointer"]}".TrimEnd()).ToList();

    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"expected {(int)status}, got {(int)Status}: {Text}");
        return this;
    }
}

/// <summary>The messages that the area published, in the order in which they came.</summary>
internal sealed class PublishedMessages
{
    private readonly System.Threading.Channels.Channel<object> _messages = System.Threading.Channels.Channel.CreateUnbounded<object>();

    /// <summary>The next message; a test that waits in vain ends after ten seconds.</summary>
    public async Task<T> NextAsync<T>()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        return Assert.IsType<T>(await _messages.Reader.ReadAsync(deadline.Token));
    }

    public bool IsEmpty => !_messages.Reader.TryPeek(out _);

    internal sealed class Of<T>(PublishedMessages all) : ISubscriber<T>
    {
        public Task HandleAsync(T message, CancellationToken cancellation)
        {
            all._messages.Writer.TryWrite(message!);
            return Task.CompletedTask;
        }
    }
}
