using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Conversations.WrapUpCodes;

/// <summary>
/// DELETE /api/v2/routing/wrapupcodes/{codeId}. Conversations that were filed under it, or are to be, keep its id and
/// name; nobody can choose it any more, and its name is free.
/// </summary>
internal static class DeletingCode
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/api/v2/routing/wrapupcodes/{codeId}", DeleteAsync)
        .RequireScopes(Scopes.ConversationWrite)
        .WithName("deleteRoutingWrapupcode")
        .WithTags("Wrap-up codes")
        .WithSummary("Delete a wrap-up code; conversations that use it keep it")
        .Produces(StatusCodes.Status200OK);

    private static async Task<IResult> DeleteAsync(string codeId, WrapUpCatalog catalog, CancellationToken cancellation)
    {
        var address = await CodeAddress.ReadAsync(codeId, catalog, cancellation);
        if (address.Found is null)
        {
            // What is deleted is gone, so only a code that was named exactly is suggested.
            var suggestion = address is { Meant: { } meant, Exactly: true }
                ? new Suggestion("DELETE", meant.SelfUri, new Dictionary<string, string>(StringComparer.Ordinal), null)
                : null;
            return address.Refuse([], suggestion).ToResult();
        }

        await catalog.DeleteAsync(address.Found.Id, cancellation);
        return Results.Ok();
    }
}
