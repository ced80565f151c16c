using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Pillion.Kernel;

namespace Pillion.Http.Routing;

/// <summary>
/// Finds out whether a suggested request would be served, before it is suggested: what reads is carried out, and what
/// starts something is rehearsed as a dry run. Nothing else can be tried without doing it, and is not suggested.
/// </summary>
internal static class Trial
{
    private const string Rehearse = "?dryRun=true";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The candidate when it would be served; what its own refusal suggests when that would; otherwise null.</summary>
    public static async Task<Suggestion?> RunAsync(HttpContext context, Aligned nearest, Suggestion candidate)
    {
        var endpoint = nearest.Route.Endpoint;
        var rehearsed = endpoint.Metadata.GetMetadata<QueryParameters>()?.Items.Contains(DryRun.Parameter) == true;
        if (!rehearsed && (candidate.Method != "GET" || Streams(endpoint)))
        {
            return null;
        }

        if (rehearsed)
        {
            // It has no other parameter, so whatever else was asked belonged to the mistake.
            var path = candidate.Path.Split('?')[0];
            candidate = candidate with { Path = DryRun.IsAsked(context.Request) ? path + Rehearse : path };
        }

        var (status, answer) = await SendAsync(context, nearest, candidate, rehearsed);
        return status switch
        {
            < 300 => candidate,
            400 when rehearsed && answer?["suggestion"] is JsonObject better => Read(better, DryRun.IsAsked(context.Request)),
            _ => null,
        };
    }

    private static bool Streams(RouteEndpoint endpoint) => endpoint.Metadata.OfType<IProducesResponseTypeMetadata>()
        .Any(answer => answer.ContentTypes.Contains("text/event-stream"));

    private static async Task<(int Status, JsonNode? Answer)> SendAsync(HttpContext context, Aligned nearest, Suggestion candidate, bool rehearsed)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(candidate.Body?.ToJsonString() ?? ""));
        using var answer = new MemoryStream();
        var trial = new DefaultHttpContext
        {
            RequestServices = context.RequestServices,
            User = context.User,
            RequestAborted = patience.Token,
            TraceIdentifier = context.TraceIdentifier,
        };
        (trial.Request.Method, trial.Request.Scheme, trial.Request.Host) = (candidate.Method, context.Request.Scheme, context.Request.Host);
        trial.Request.Headers.Authorization = context.Request.Headers.Authorization;
        (trial.Request.ContentType, trial.Request.ContentLength) = ("application/json", body.Length);
        (trial.Request.Body, trial.Response.Body) = (body, answer);
        trial.Request.Path = nearest.Path;
        trial.Request.QueryString = rehearsed ? new QueryString(Rehearse) : new QueryString(Query(candidate.Path));
        foreach (var (name, value) in nearest.Route.Segments.Zip(nearest.Segments).Where(pair => ApiRoute.IsParameter(pair.First)))
        {
            trial.Request.RouteValues[name.Trim('{', '}')] = value;
        }

        trial.SetEndpoint(nearest.Route.Endpoint);
        await nearest.Route.Endpoint.RequestDelegate!(trial);
        await trial.Response.BodyWriter.FlushAsync(patience.Token);
        return (trial.Response.StatusCode, trial.Response.StatusCode == 400 ? JsonNode.Parse(answer.ToArray()) : null);
    }

    private static string Query(string path) => path.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? path[at..] : "";

    private static Suggestion Read(JsonObject found, bool dryRun)
    {
        var path = found["path"]!.GetValue<string>();
        return new Suggestion(
            found["method"]!.GetValue<string>(),
            !dryRun && path.EndsWith(Rehearse, StringComparison.Ordinal) ? path[..^Rehearse.Length] : path,
            found["headers"]!.Deserialize<Dictionary<string, string>>()!,
            found["body"]?.DeepClone());
    }
}
