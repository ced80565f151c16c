using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Pillion.Contracts;
using Pillion.Http;
using Pillion.Kernel.Json;
using Pillion.Storage;
using Pillion.Storage.Sqlite;

namespace Pillion.Conversations.Tests.Hosting;

/// <summary>The area on a real web server on a free loopback port, with a real store; other areas are played.</summary>
internal sealed class App : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WebApplication _host;

    private App(WebApplication host, string folder)
    {
        _host = host;
        _folder = folder;

        // Faulty headers must reach the server to be refused there.
        var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        Http = new HttpClient(handler) { BaseAddress = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        As("script", null, Scopes.ConversationWrite, Scopes.Cobrowse);
    }

    public HttpClient Http { get; }

    public Agents Agents => _host.Services.GetRequiredService<Agents>();

    public Sites Sites => _host.Services.GetRequiredService<Sites>();

    public Visitors Visitors => _host.Services.GetRequiredService<Visitors>();

    public FakeTimeProvider Time => (FakeTimeProvider)_host.Services.GetRequiredService<TimeProvider>();

    public IStore Store => _host.Services.GetRequiredService<IStore>();

    public Heard Heard => _host.Services.GetRequiredService<Heard>();

    public IConversationChanges Changes => _host.Services.GetRequiredService<IConversationChanges>();

    public IConversations Conversations => _host.Services.GetRequiredService<IConversations>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<App> StartAsync(string environment, params string[] wrapUpCodes) =>
        StartAsync(environment, wrapUpCodes.Select((name, index) => ($"WrapUpCodes:{index}", name)));

    public static async Task<App> StartAsync(string environment, IEnumerable<(string Name, string Value)> seed)
    {
        var folder = Directory.CreateTempSubdirectory("pillion-conversations-").FullName;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            seed.Select(entry => KeyValuePair.Create($"Pillion:Seed:{entry.Name}", (string?)entry.Value)));
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero)));
        builder.Services.AddSingleton(new Addresses("http://pillion.test", "http://view.pillion.test"));
        builder.Services.AddSingleton<Agents>().AddSingleton<IAgents>(services => services.GetRequiredService<Agents>());
        builder.Services.AddSingleton<Sites>().AddSingleton<ISites>(services => services.GetRequiredService<Sites>());
        builder.Services.AddSingleton<Visitors>()
            .AddSingleton<IVisitors>(services => services.GetRequiredService<Visitors>())
            .AddSingleton<IVisitorPresence>(services => services.GetRequiredService<Visitors>())
            .AddSingleton<IJoinCodes>(services => services.GetRequiredService<Visitors>());
        builder.Services.AddSqliteStorage(new DataFolder(folder));
        builder.Services.AddConversations();
        Heard.Subscribe(builder.Services);

        var app = builder.Build();
        app.UseCorrelationId();
        app.UseProblemBodies();
        app.Use(Authenticate);
        app.MapGroup("").WithIdempotentPosts().MapConversations();
        try
        {
            await app.StartAsync(Cancellation);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new App(app, folder);
    }

    /// <summary>Sends later requests as this client or user.</summary>
    public App As(string client, string? user, params string[] scopes)
    {
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{client}|{user}|{string.Join(' ', scopes)}");
        return this;
    }

    public async Task<Answer> SendAsync(string method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            var text = body as string ?? JsonSerializer.Serialize(body, Wire.Options);
            request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request, Cancellation);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation), response.Headers);
    }

    public Task<Answer> GetAsync(string path) => SendAsync("GET", path);

    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) => SendAsync("POST", path, body, headers);

    public Task<Answer> PatchAsync(string path, object body) => SendAsync("PATCH", path, body);

    /// <summary>Does to the wrap-up codes what the next start would.</summary>
    public Task SeedAgainAsync() =>
        _host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<WrapUpCodes.WrapUpSeed>().Single().StartAsync(Cancellation);

    /// <summary>Delivers a message to the area as another area would.</summary>
    public Task PublishAsync(object message) => Store.CommitAsync(new Commit().Publish(message), Cancellation);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task Authenticate(HttpContext context, Func<Task> next)
    {
        if (context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token])
        {
            var parts = token.Split('|');
            var claims = parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(scope => new Claim(Caller.ScopeClaim, scope))
                .Append(new Claim(Caller.ClientClaim, parts[0]));
            context.User = new ClaimsPrincipal(new ClaimsIdentity(parts[1].Length == 0 ? claims : claims.Append(new Claim(Caller.UserClaim, parts[1])), "test"));
        }

        return next();
    }
}

/// <summary>An answer with its body.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? this[string path] => At(path)?.ToString();

    public IEnumerable<string> Codes => Json["errors"]!.AsArray().Select(error => error!["code"]!.GetValue<string>());

    public JsonNode? At(string path) => path.Split('.').Aggregate((JsonNode?)Json, (node, step) => node switch
    {
        JsonArray items => items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)],
        JsonObject members => members[step],
        _ => null,
    });

    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {(int)status}, got {(int)Status}: {Text}");
        return this;
    }

    /// <summary>The only fault, which must have this code.</summary>
    public JsonNode Fault(string code)
    {
        var fault = Assert.Single(Json["errors"]!.AsArray(), error => error!["code"]!.GetValue<string>() == code);
        return fault!;
    }
}
