using CsCheck;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests.Routing;

/// <summary>Whatever happens to the address of an operation, it is answered, and what is named as nearest is there.</summary>
public sealed class MutatedAddressTests(SharedHost shared) : IAsyncLifetime
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PURGE"];

    private static readonly Gen<Func<List<string>, List<string>>> Mutation = Gen.OneOf(
        Gen.Select(Gen.Int[0, 9], (int at) => (Func<List<string>, List<string>>)(path => [.. path.Where((_, i) => i != at % path.Count)])),
        Gen.Select(Gen.Int[0, 9], Gen.OneOf(new[] { "cobrowse", "sessions", "17", "%2e%2e", "me", "a b", "ü", "{id}", "", "voice", "null", "cobrowse%2Fx" }.Select(Gen.Const).ToArray()),
            (int at, string word) => (Func<List<string>, List<string>>)(path => [.. path.Take(at % path.Count), word, .. path.Skip(at % path.Count)])),
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], (int at, int letter) => (Func<List<string>, List<string>>)(path =>
            [.. path.Select((word, i) => i == at % path.Count && word.Length > 1 ? word.Remove(letter % word.Length, 1) : word)])),
        Gen.Select(Gen.Int[0, 9], (int at) => (Func<List<string>, List<string>>)(path => [.. path.Select((word, i) => i == at % path.Count ? word.ToUpperInvariant() : word)])),
        Gen.Const((Func<List<string>, List<string>>)(path => [.. path.AsEnumerable().Reverse()])));

    private readonly Host _host = shared.Host;
    private string _token = "";

    public async ValueTask InitializeAsync() => _token = await _host.TokenAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_mutation_is_answered_and_every_nearest_exists()
    {
        var routes = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText is ['/', 'a', 'p', 'i', ..] && !route.RoutePattern.RawText.EndsWith("/stream", StringComparison.Ordinal))
            .ToList();
        Assert.InRange(routes.Count, 20, 1000);
        var requests = Gen.Select(Gen.Int[0, routes.Count - 1], Gen.Int[0, Methods.Length - 1], Mutation.Array[1, 3], (route, method, mutations) => (
            Method: Methods[method],
            Path: "/" + string.Join('/', mutations.Aggregate(Filled(routes[route]), (path, mutate) => path.Count == 0 ? path : mutate(path)))));
        var named = 0;

        await requests.SampleAsync(async request =>
        {
            // Streams never end; they are told apart by their own tests.
            if (request.Path.Contains("stream", StringComparison.OrdinalIgnoreCase))
            {
                return;
            }

            var answer = await _host.SendAsync(request.Method, request.Path, request.Method is "POST" or "PUT" or "PATCH" ? "{}" : null, _token);

            Assert.True(answer.Status < 500, $"{request.Method} {request.Path}: {answer.Text}");
            if (answer.Status is 404 or 405 && answer.Text.Length > 0 && request.Method != "HEAD" && answer.Json["errors"]?[0]?["nearest"]?.GetValue<string>() is { } nearest
                && answer.Fault["pointer"] is null && answer.Fault["code"]!.GetValue<string>() is "not.found" or "method.not.allowed")
            {
                Interlocked.Increment(ref named);
                Assert.True(Exists(routes, nearest), $"{request.Method} {request.Path} is answered with {nearest}");
            }
        }, iter: 400, threads: 2);

        Assert.True(named > 40, $"only {named} were named");
    }

    private static List<string> Filled(RouteEndpoint route) =>
        [.. route.RoutePattern.PathSegments.Select(segment => segment.Parts[0] is RoutePatternLiteralPart word ? word.Content : "0198c0de-0000-7000-8000-00000000000a")];

    private static bool Exists(List<RouteEndpoint> routes, string nearest)
    {
        if (nearest.Split(' ', 2) is not [var method, var path] || path.StartsWith("/oauth", StringComparison.Ordinal))
        {
            return nearest.Contains("/oauth", StringComparison.Ordinal);
        }

        var segments = path[1..].Split('/');
        return routes.Any(route =>
            route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains(method)
            && route.RoutePattern.PathSegments.Count == segments.Length
            && route.RoutePattern.PathSegments.Zip(segments).All(pair => pair.First.Parts[0] is not RoutePatternLiteralPart word || word.Content == pair.Second));
    }
}
