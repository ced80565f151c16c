using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Cobrowse.Invitations;
using Pillion.Contracts;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Cobrowse.Guests;

/// <summary>
/// <c>GET</c> and <c>DELETE /api/v2/webdeployments/deployments/{deploymentId}/cobrowse/{sessionId}</c>: the visitor's side
/// looks at its session, or leaves it. There is no token: whoever has the session's id or its join code is let in, and
/// nobody else learns anything.
/// </summary>
internal sealed class GuestSession(ISites sites, GuestLookup lookup, InvitationDesk desk, Addresses addresses)
{
    private const string Path = "/api/v2/webdeployments/deployments/{deploymentId}/cobrowse/{sessionId}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (string deploymentId, string sessionId, HttpContext context, GuestSession guests) =>
                guests.HandleAsync(deploymentId, sessionId, context, guests.Show))
            .WithName("getWebdeploymentsDeploymentCobrowseSessionId")
            .WithTags("Cobrowse")
            .WithSummary("Look at a session from the visitor's side, by its id or join code.")
            .Produces<CobrowseWebMessagingSession>();
        routes.MapDelete(Path, (string deploymentId, string sessionId, HttpContext context, GuestSession guests) =>
                guests.HandleAsync(deploymentId, sessionId, context, guests.LeaveAsync))
            .WithName("deleteWebdeploymentsDeploymentCobrowseSessionId")
            .WithTags("Cobrowse")
            .WithSummary("Leave a session, or turn an invitation down, from the visitor's side.")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapMethods(Path, [HttpMethods.Options], (string deploymentId, HttpContext context, ISites sites) =>
                GuestOrigins.AnswerPreflightAsync(deploymentId, context, sites))
            .ExcludeFromDescription();
    }

    private async Task<IResult> HandleAsync(
        string deploymentId, string sessionId, HttpContext context, Func<SiteView, string, GuestFound, Task<IResult>> serve)
    {
        var query = new QueryReader(context.Request.Query);
        query.Close();
        if (await sites.FindAsync(deploymentId, context.RequestAborted) is not { } site)
        {
            return GuestRefusals.UnknownDeployment(deploymentId).ToResult();
        }

        if (GuestOrigins.Refused(context, site, addresses) is { } foreign)
        {
            return foreign.ToResult();
        }

        if (query.Faults.Count > 0)
        {
            return Refusal.Of(query.Faults).ToResult();
        }

        var found = await lookup.FindAsync(site, sessionId, context);
        return found.Refused ? found.Refusal.ToResult() : await serve(site, deploymentId, found.Value);
    }

    private Task<IResult> Show(SiteView site, string deploymentId, GuestFound found)
    {
        if (found.OverBecause is { } reason)
        {
            return Task.FromResult(GuestRefusals.Over(reason).ToResult());
        }

        var view = new CobrowseWebMessagingSession(
            found.SessionId,
            "Cobrowse session",
            found.CommunicationType,
            found.JoinCode,
            addresses.LiveUrl,
            found.OfferEnds,
            $"/api/v2/webdeployments/deployments/{deploymentId}/cobrowse/{found.SessionId}");
        return Task.FromResult(Results.Json(view, Wire.Options));
    }

    private async Task<IResult> LeaveAsync(SiteView site, string deploymentId, GuestFound found)
    {
        if (found.OverBecause is not null)
        {
            return Results.NoContent();
        }

        var left = found.InvitationId is { } id ? await desk.ChangeAsync(id, new InvitationCommand.Leave()) : GuestRefusals.TooEarly;
        return left.Refused ? left.Refusal.ToResult() : Results.NoContent();
    }
}
