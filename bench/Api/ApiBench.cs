using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Pillion.Bench.Measuring;
using Pillion.Browser.Tests.Driving;

namespace Pillion.Bench.Api;

/// <summary>
/// Starting and reading conversations, beside the least that a server could do for the same bytes and beside Prism,
/// with which people mock an API from its OpenAPI file.
/// </summary>
internal static class ApiBench
{
    /// <summary>The hidden command under which this program is the bare server.</summary>
    public const string BareCommand = "serve-bare";

    private const string Prism = "Prism, mocking our OpenAPI file";

    public static async Task<IReadOnlyList<Measure>> RunAsync(bool quick)
    {
        await Peers.InstallAsync();

        // The runtime compiles what is used most again and again; until then it is the compiler that is measured.
        var (warmUp, creates, reads) = quick ? (10_000, 3_000, 6_000) : (20_000, 20_000, 40_000);
        using var folder = new TemporaryFolder();

        var (ours, description) = await PillionAsync(folder.Path, warmUp, creates, reads);
        var bare = await BareAsync(folder.Path, warmUp, creates, reads);
        var file = Path.Combine(folder.Path, "openapi.json");
        await File.WriteAllTextAsync(file, description);
        var prism = await PrismAsync(file, warmUp / 100, creates / 20, reads / 20);

        return
        [
            Throughput("create a conversation, 32 connections", ours.Create, bare.Create, prism.Create, 1 / 0.7),
            Tail("create a conversation, 99th percentile", ours.Create, bare.Create, prism.Create),
            Throughput("read a conversation, 32 connections", ours.Read, bare.Read, prism.Read, null),
            Tail("read a conversation, 99th percentile", ours.Read, bare.Read, prism.Read),
            .. Validating.Measure(quick ? 20_000 : 200_000),
        ];
    }

    private static Measure Throughput(string name, LoadResult ours, LoadResult bare, LoadResult prism, double? factor) => new(
        name,
        "us",
        ours.MicrosecondsPerRequest,
        new Dictionary<string, double>(StringComparer.Ordinal) { [Prism] = prism.MicrosecondsPerRequest },
        bare.MicrosecondsPerRequest,
        bare.MicrosecondsPerRequest * factor);

    private static Measure Tail(string name, LoadResult ours, LoadResult bare, LoadResult prism) => new(
        name,
        "ms",
        ours.Percentile99,
        new Dictionary<string, double>(StringComparer.Ordinal) { [Prism] = prism.Percentile99 },
        bare.Percentile99,
        bare.Percentile99 * 2);

    private static async Task<((LoadResult Create, LoadResult Read) Results, string Description)> PillionAsync(string folder, int warmUp, int creates, int reads)
    {
        await using var server = await PillionServer.StartAsync(folder, Unthrottled);
        using var client = new HttpClient { BaseAddress = new Uri(server.Url) };
        var token = await TokenAsync(client);
        var created = await Load.RunAsync(i => Create(server.Url + "/api/v2/conversations", token, i), warmUp, creates);
        var id = await StartOneAsync(client, token);
        var read = await Load.RunAsync(_ => Authorized(HttpMethod.Get, $"{server.Url}/api/v2/conversations/{id}", token), warmUp, reads);
        return ((created, read), await client.GetStringAsync(new Uri("/openapi/v2.json", UriKind.Relative)));
    }

    private static async Task<(LoadResult Create, LoadResult Read)> BareAsync(string folder, int warmUp, int creates, int reads)
    {
        await using var server = await ServerUnderTest.StartAsync("dotnet", [typeof(ApiBench).Assembly.Location, BareCommand, folder], "/ready");
        var created = await Load.RunAsync(i => Create($"{server.Url}/conversations", null, i), warmUp, creates);
        var read = await Load.RunAsync(i => new HttpRequestMessage(HttpMethod.Get, $"{server.Url}/conversations/{(i % creates) + 1}"), warmUp, reads);
        return (created, read);
    }

    private static async Task<(LoadResult Create, LoadResult Read)> PrismAsync(string file, int warmUp, int creates, int reads)
    {
        var id = Guid.CreateVersion7();
        await using var server = await ServerUnderTest.StartAsync(
            "node", [Repository.At("bench", "peers", "prism.mjs"), file], $"/api/v2/conversations/{id}", ready: HttpStatusCode.Unauthorized);
        var created = await Load.RunAsync(i => Create($"{server.Url}/api/v2/conversations", "any", i), warmUp, creates);
        var read = await Load.RunAsync(_ => Authorized(HttpMethod.Get, $"{server.Url}/api/v2/conversations/{id}", "any"), warmUp, reads);
        return (created, read);
    }

    // Limits keep one client from taking the server from the others; here one client is all there is.
    private static readonly Dictionary<string, string> Unthrottled = new(StringComparer.Ordinal)
    {
        ["Pillion__RateLimits__PerMinute"] = "10000000",
        ["Pillion__RateLimits__Burst"] = "10000000",
    };

    private static HttpRequestMessage Create(string url, string? token, int number)
    {
        var request = token is null ? new HttpRequestMessage(HttpMethod.Post, url) : Authorized(HttpMethod.Post, url, token);
        request.Content = new StringContent(StartingRequest.Text(number), Encoding.UTF8, "application/json");
        return request;
    }

    private static HttpRequestMessage Authorized(HttpMethod method, string url, string token)
    {
        var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static async Task<string> StartOneAsync(HttpClient client, string token)
    {
        using var request = Create(client.BaseAddress + "api/v2/conversations", token, 0);
        using var answer = await client.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<string> TokenAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/oauth/token", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("dev:dev-secret"u8));
        using var answer = await client.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }
}
