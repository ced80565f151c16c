using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Kernel;

namespace Pillion.Http;

/// <summary>
/// Lets a POST be repeated safely: with the header <c>Idempotency-Key</c> the first success is kept for 24 hours and
/// given again. Refusals are not kept, because they changed nothing: the same key can carry the corrected request.
/// </summary>
public static class Idempotency
{
    public const string KeyHeader = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>How long a repeated request waits for the answer of the first one.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private const int LongestKey = 255;
    private const string Handled = "pillion.idempotency";

    /// <summary>Applies to every POST of the group; other methods pass. Applying it twice is harmless.</summary>
    public static RouteGroupBuilder WithIdempotentPosts(this RouteGroupBuilder group) => group.AddEndpointFilter(async (context, next) =>
    {
        var request = context.HttpContext.Request;
        var applies = HttpMethods.IsPost(request.Method)
            && request.Headers.ContainsKey(KeyHeader)
            && !DryRun.IsAsked(request)
            && MayCall(context.HttpContext)
            && context.HttpContext.Items.TryAdd(Handled, true);
        return applies ? await OnceAsync(context, next) : await next(context);
    });

    // A kept answer is for those only who could have got it themselves; all others hear why they can't.
    private static bool MayCall(HttpContext http) =>
        http.User.Identity?.IsAuthenticated == true
        && Scopes.Check(http, http.GetEndpoint()?.Metadata.GetMetadata<RequiredScopes>()?.Scopes ?? []) is null;

    private static async ValueTask<object?> OnceAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (Key(http.Request) is not { } key)
        {
            return Malformed(http.Request).ToResult();
        }

        var body = await Bodies.BodyBytes.ReadAsync(http.Request, http.RequestAborted);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        http.Request.Body = new MemoryStream(body.Value, writable: false);
        var answers = http.RequestServices.GetRequiredService<IKeptAnswers>();
        var caller = Caller.From(http.User);
        var id = Hash($"{caller.ClientId}\n{caller.UserId}\n{key}", []);
        var fingerprint = Hash($"{http.Request.Path}{http.Request.QueryString}\n", body.Value);

        // In this process requests with one key take turns; whoever comes second finds the first one's answer.
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        var start = time.GetTimestamp();
        using var turn = await http.RequestServices.GetRequiredService<RunningRequests>().EnterAsync(id, LongestWait, http.RequestAborted);
        var begun = turn is null ? new KeyBegun(KeyOutcome.Running) : await answers.BeginAsync(id, fingerprint, http.RequestAborted);
        while (turn is not null && begun.Outcome == KeyOutcome.Running && time.GetElapsedTime(start) < LongestWait)
        {
            // Another process serves the first one, or has died over it.
            await Task.Delay(BetweenLooks, time, http.RequestAborted);
            begun = await answers.BeginAsync(id, fingerprint, http.RequestAborted);
        }

        switch (begun.Outcome)
        {
            case KeyOutcome.Kept:
                return new Replay(begun.Answer!, true);
            case KeyOutcome.OtherRequest:
                return Reused.ToResult();
            case KeyOutcome.Running:
                http.Response.Headers.RetryAfter = "1";
                return Running.ToResult();
            default:
                http.Features.Set(new IdempotentRequest(id, fingerprint, begun.Made));
                return await RunAsync(context, next, answers, id, fingerprint);
        }
    }

    private static async Task<IResult> RunAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next, IKeptAnswers answers, string id, string fingerprint)
    {
        // From here on the work is finished even for a caller who hangs up, so that their second try finds the answer.
        var http = context.HttpContext;
        var aborted = http.RequestAborted;
        http.RequestAborted = CancellationToken.None;
        KeptAnswer? answer = null;
        try
        {
            answer = await CaptureAsync(http, await next(context));
            return new Replay(answer, false);
        }
        finally
        {
            await (answer is { Status: < 400 }
                ? answers.KeepAsync(id, fingerprint, answer, CancellationToken.None)
                : answers.ForgetAsync(id, CancellationToken.None));
            http.RequestAborted = aborted;
        }
    }

    // Runs a result into memory instead of onto the wire.
    private static async Task<KeptAnswer> CaptureAsync(HttpContext http, object? result)
    {
        var wire = http.Response.Body;
        using var buffer = new MemoryStream();
        http.Response.Body = buffer;
        try
        {
            await (result as IResult ?? Results.Json(result)).ExecuteAsync(http);
            await http.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            http.Response.Body = wire;
        }

        return new KeptAnswer(http.Response.StatusCode, http.Response.ContentType, http.Response.Headers.Location, buffer.ToArray());
    }

    private static string? Key(HttpRequest request) =>
        request.Headers[KeyHeader] is [{ Length: > 0 and <= LongestKey } key] && key.All(c => c is >= ' ' and <= '~') ? key : null;

    private static string Hash(string head, byte[] tail) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(head), .. tail]));

    private static Refusal Malformed(HttpRequest request)
    {
        var message = $"{KeyHeader} must be one value of 1 to {LongestKey} printable ASCII characters.";
        var found = request.Headers[KeyHeader].ToString();
        return Refusal.Of([new Fault("invalid.idempotency.key", message, $"header:{KeyHeader}", found.Length <= LongestKey ? found : $"{found.Length} characters")]);
    }

    private static Refusal Reused { get; } = Single(
        422,
        "idempotency.key.reused",
        "This key came with another request within the last 24 hours. Use a new key for a new request, and the same body for a repeated one.");

    private static Refusal Running { get; } = Single(
        409,
        "idempotency.key.running",
        "The first request with this key is still being served. Send it again in a second to get its answer.");

    private static Refusal Single(int status, string code, string message) =>
        new(status, code, message, [new Fault(code, message, $"header:{KeyHeader}")]);

    private sealed class Replay(KeptAnswer answer, bool again) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = answer.Status;
            response.ContentType = answer.ContentType;
            response.ContentLength = answer.Body.Length;
            if (answer.Location is not null)
            {
                response.Headers.Location = answer.Location;
            }

            if (again)
            {
                response.Headers[ReplayedHeader] = "true";
            }

            await response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
        }
    }
}
