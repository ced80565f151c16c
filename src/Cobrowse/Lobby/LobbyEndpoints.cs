using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Pillion.Http;

namespace Pillion.Cobrowse.Lobby;

/// <summary>Who is on the sites, and which conversations wait or run: once, and as a stream.</summary>
internal sealed class LobbyEndpoints(LobbyReader reader, LobbyPulse pulse, LobbyWatchers watchers, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>The shortest time between two snapshots of one stream.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    /// <summary>A stream that says nothing for longer looks dead to proxies and clients.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var lobby = routes.MapGroup("/api/v2/cobrowse/lobby").RequireScopes(Scopes.Cobrowse).WithTags("Cobrowse");
        lobby.MapGet("", (HttpContext context, LobbyEndpoints endpoints) => endpoints.OnceAsync(context))
            .WithName("getCobrowseLobby")
            .WithSummary("See who is on the sites and which conversations wait or run (ours).")
            .Produces<LobbyView>(StatusCodes.Status200OK);
        lobby.MapGet("/stream", (HttpContext context, LobbyEndpoints endpoints) => endpoints.StreamAsync(context))
            .WithName("getCobrowseLobbyStream")
            .WithSummary("Follow the lobby: server-sent events named lobby, each with the whole of it (ours).")
            .Produces<LobbyView>(StatusCodes.Status200OK, "text/event-stream");
    }

    private async Task<IResult> OnceAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        query.Close();
        return query.Faults.Count > 0
            ? Kernel.Refusal.Of(query.Faults).ToResult()
            : Results.Bytes((await reader.ReadAsync(context.RequestAborted)).Json, "application/json");
    }

    // Written by hand: the framework's result for server-sent events has no comments, which the heartbeat is.
    private async Task StreamAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var watcher = watchers.Enter(Caller.From(context.User), context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await FollowAsync(context.Response, watcher.Over);
        }
        catch (OperationCanceledException) when (watcher.Over.IsCancellationRequested)
        {
            // The watcher has left, their token was revoked, or the server is going away.
        }
    }

    private async Task FollowAsync(HttpResponse response, CancellationToken over)
    {
        var sent = -1L;
        while (true)
        {
            var changed = pulse.Changed;
            if (pulse.Version != sent)
            {
                var (version, json) = await reader.ReadAsync(over);
                sent = version;
                await response.Body.WriteAsync("event: lobby\ndata: "u8.ToArray(), over);
                await response.Body.WriteAsync(json, over);
                await response.Body.WriteAsync("\n\n"u8.ToArray(), over);
                await response.Body.FlushAsync(over);
                await Task.Delay(Pace, time, over);
            }
            else if (!await ChangedAsync(changed, over))
            {
                await response.Body.WriteAsync(Encoding.UTF8.GetBytes(": still here\n\n"), over);
                await response.Body.FlushAsync(over);
            }
        }
    }

    private async Task<bool> ChangedAsync(Task changed, CancellationToken over)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(over);
        var first = await Task.WhenAny(changed, Task.Delay(Heartbeat, time, woken.Token));
        await woken.CancelAsync();
        over.ThrowIfCancellationRequested();
        return first == changed;
    }
}
