using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Pillion.Server;

namespace Pillion.Http.Tests.Hosting;

/// <summary>The whole server in development mode, on a free loopback port, with a data folder of its own.</summary>
internal sealed class Host : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;

    private Host(WebApplication app, DirectoryInfo folder, string url)
    {
        (_app, _folder, Url) = (app, folder, url);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            BaseAddress = new Uri(url),
        };
    }

    public string Url { get; }

    public int Port => new Uri(Url).Port;

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="settings">As on the command line, such as <c>--Pillion:Cors:AllowedOrigins:0=https://a.example</c>.</param>
    public static async Task<Host> StartAsync(string[]? settings = null, Action<WebApplicationBuilder>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("pillion-http-");
        var web = folder.CreateSubdirectory("web");
        web.CreateSubdirectory("console");
        await File.WriteAllTextAsync(Path.Combine(web.FullName, "console", "index.html"), "<!doctype html><title>console</title>", Cancellation);
        var url = $"http://127.0.0.1:{FreePort()}";
        string[] args =
        [
            "--environment=Development", $"--urls={url}", $"--Pillion:PublicUrl={url}", $"--Pillion:Data={Path.Combine(folder.FullName, "data")}",
            $"--Pillion:Web={web.FullName}", .. settings ?? [],
        ];
        var app = PillionServer.Build(args, builder =>
        {
            builder.Logging.ClearProviders();
            configure?.Invoke(builder);
        });
        try
        {
            await app.StartAsync(Cancellation);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new Host(app, folder, url);
    }

    /// <summary>A token of the development client, which has all scopes unless some are named.</summary>
    public async Task<string> TokenAsync(string? scope = null)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = "client_credentials" };
        if (scope is not null)
        {
            form["scope"] = scope;
        }

        var answer = await SendAsync("POST", "/oauth/token", new FormUrlEncodedContent(form), ("Authorization", $"Basic {Credentials}"));
        return answer.Expect(200)["access_token"]!.GetValue<string>();
    }

    /// <summary>Of the development client, as for the scheme Basic.</summary>
    public static string Credentials { get; } = Convert.ToBase64String("dev:dev-secret"u8);

    public Task<Answer> GetAsync(string path, string? token = null) => SendAsync("GET", path, null, Bearer(token));

    public Task<Answer> SendAsync(string method, string path, string? json, string? token, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), [.. Bearer(token), .. headers]);

    public async Task<Answer> SendAsync(string method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Url + path)) { Content = content };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                content!.Headers.Remove(name);
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await Http.SendAsync(request, Cancellation);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation), response.Headers, response.Content.Headers);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    public static (string Name, string Value)[] Bearer(string? token) => token is null ? [] : [("Authorization", $"Bearer {token}")];

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>An answer, read whole.</summary>
internal sealed record Answer(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonNode? this[string name] => Json[name];

    public string Code => Json["code"]!.GetValue<string>();

    /// <summary>The codes of the whole and of every fault.</summary>
    public IReadOnlyList<string> Codes => [Code, .. Json["errors"]!.AsArray().Select(error => error!["code"]!.GetValue<string>())];

    /// <summary>The first fault.</summary>
    public JsonNode Fault => Json["errors"]![0]!;

    /// <summary>A header of the answer; null when it is not there.</summary>
    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public Answer Expect(int status, string? code = null)
    {
        Assert.True(Status == status, $"expected {status}, got {Status}: {Text}");
        Assert.True(code is null || Codes.Contains(code, StringComparer.Ordinal), $"expected {code}: {Text}");
        return this;
    }
}
