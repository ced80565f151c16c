using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Reading;

/// <summary>GET /api/v2/conversations/{conversationId}</summary>
internal static class ReadingOne
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/v2/conversations/{conversationId}", ReadAsync)
        .RequireScopes(Scopes.ConversationRead)
        .WithName("getConversation")
        .WithTags("Conversations")
        .WithSummary("Read a conversation")
        .Produces<ConversationView>();

    private static async Task<IResult> ReadAsync(
        string conversationId, ConversationLog log, Addresses addresses, CancellationToken cancellation)
    {
        var found = await Lookups.FindAsync(log, conversationId, cancellation);
        return found.Refused
            ? found.Refusal.ToResult()
            : Results.Json(ConversationViews.Of(found.Value, addresses), Wire.Options);
    }
}
