using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Changing;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.Reading;
using Pillion.Conversations.Transferring;
using Pillion.Conversations.WrapUpCodes;
using Pillion.Http;

namespace Pillion.Conversations.Media;

/// <summary>
/// The operations below the paths of the media, the same for each. What they do is what the generic ones do, for one
/// medium.
/// </summary>
internal static class MediaRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var medium in Medium.All)
        {
            ListingMedium.Map(routes, medium);
            MapConversation(routes, medium);
            MapParticipant(routes, medium);
            MapWrapUp(routes, medium);
            MapCommunication(routes, medium);
        }
    }

    private static void MapConversation(IEndpointRouteBuilder routes, Medium medium)
    {
        Describe(
            routes.MapPatch($"{medium.Path}/{{conversationId}}", (HttpContext context, string conversationId, ConversationLog log, Addresses addresses) =>
                EndingMedium.EndAsync(context, new Target(conversationId, Medium: medium), log, addresses)),
            medium,
            $"patchConversations{medium.Operation}",
            $"End {medium.Article} for everyone")
            .WithExample("End it", EndingMedium.Example)
            .Accepts<MediumChange>("application/json")
            .Produces<ConversationView>();
        Describe(
            routes.MapPut($"{medium.Path}/{{conversationId}}/recordingstate", (HttpContext context, string conversationId, ConversationLog log) =>
                SettingRecordingState.SetAsync(context, new Target(conversationId, Medium: medium), log)),
            medium,
            $"putConversations{medium.Operation}Recordingstate",
            "Turn the recording off, which it always is")
            .WithExample("Off", SettingRecordingState.Example)
            .Accepts<RecordingState>("application/json")
            .Produces(StatusCodes.Status202Accepted);
    }

    private static void MapParticipant(IEndpointRouteBuilder routes, Medium medium)
    {
        var path = $"{medium.Path}/{{conversationId}}/participants/{{participantId}}";
        Describe(
            routes.MapPatch(path, (HttpContext context, string conversationId, string participantId, ConversationLog log, WrapUpCatalog catalog) =>
                ChangingParticipant.ChangeAsync(context, new Target(conversationId, participantId, Medium: medium), log, catalog)),
            medium,
            $"patchConversations{medium.Operation}Participant",
            ChangingParticipant.Summary)
            .WithExample("Accept", """{ "state": "connected" }""")
            .Accepts<ParticipantChange>("application/json")
            .Produces(StatusCodes.Status202Accepted);
        Describe(
            routes.MapPatch($"{path}/attributes", (HttpContext context, string conversationId, string participantId, ConversationLog log) =>
                SettingAttributes.SetAsync(context, new Target(conversationId, participantId, Medium: medium), log)),
            medium,
            $"patchConversations{medium.Operation}ParticipantAttributes",
            SettingAttributes.Summary)
            .WithExample("A ticket's key", SettingAttributes.Example)
            .Accepts<ParticipantAttributes>("application/json")
            .Produces<ParticipantAttributes>(StatusCodes.Status202Accepted);
        Describe(
            routes.MapPost($"{path}/replace", (HttpContext context, string conversationId, string participantId, Replacing replacing) =>
                replacing.ByRequestAsync(context, new Target(conversationId, participantId, Medium: medium))),
            medium,
            $"postConversations{medium.Operation}ParticipantReplace",
            Replacing.Summary)
            .WithExample("To a colleague", Replacing.Example)
            .Accepts<TransferRequest>("application/json")
            .Produces(StatusCodes.Status202Accepted);
    }

    private static void MapWrapUp(IEndpointRouteBuilder routes, Medium medium)
    {
        var path = $"{medium.Path}/{{conversationId}}/participants/{{participantId}}";
        Describe(
            routes.MapGet($"{path}/wrapup", (HttpContext context, string conversationId, string participantId, ConversationLog log) =>
                ReadingWrapup.ReadAsync(context, new Target(conversationId, participantId, Medium: medium), log)),
            medium,
            $"getConversations{medium.Operation}ParticipantWrapup",
            ReadingWrapup.Summary)
            .Produces<AssignedWrapup>();
        Describe(
            routes.MapGet($"{path}/wrapupcodes", (HttpContext context, string conversationId, string participantId, ConversationLog log, WrapUpCatalog catalog) =>
                ReadingWrapup.ListAsync(context, new Target(conversationId, participantId, Medium: medium), log, catalog)),
            medium,
            $"getConversations{medium.Operation}ParticipantWrapupcodes",
            ReadingWrapup.ListSummary)
            .Produces<IReadOnlyList<WrapUpCode>>();
    }

    private static void MapCommunication(IEndpointRouteBuilder routes, Medium medium)
    {
        var path = $"{medium.Path}/{{conversationId}}/participants/{{participantId}}/communications/{{communicationId}}";
        Describe(
            routes.MapPatch(path, (HttpContext context, string conversationId, string participantId, string communicationId, ConversationLog log) =>
                EndingCommunication.EndAsync(context, new Target(conversationId, participantId, communicationId, medium), log)),
            medium,
            $"patchConversations{medium.Operation}ParticipantCommunication",
            "End one communication, for both parties")
            .WithExample("End it", EndingMedium.Example)
            .Accepts<MediumChange>("application/json")
            .Produces<object>();
        Describe(
            routes.MapGet(
                $"{path}/wrapup",
                (HttpContext context, string conversationId, string participantId, string communicationId, ConversationLog log) =>
                    ReadingWrapup.ReadAsync(context, new Target(conversationId, participantId, communicationId, medium), log)),
            medium,
            $"getConversations{medium.Operation}ParticipantCommunicationWrapup",
            ReadingWrapup.Summary)
            .Produces<AssignedWrapup>();
        Describe(
            routes.MapPost(
                $"{path}/wrapup",
                (HttpContext context, string conversationId, string participantId, string communicationId, ConversationLog log, WrapUpCatalog catalog) =>
                    FilingCommunication.FileAsync(context, new Target(conversationId, participantId, communicationId, medium), log, catalog)),
            medium,
            $"postConversations{medium.Operation}ParticipantCommunicationWrapup",
            "File the conversation")
            .WithExample("File it", """{ "code": "Resolved", "notes": "Card updated together" }""")
            .Accepts<WrapupInput>("application/json")
            .Produces(StatusCodes.Status202Accepted);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, Medium medium, string operation, string summary)
    {
        route
            .RequireScopes(operation.StartsWith("get", StringComparison.Ordinal) ? Scopes.ConversationRead : Scopes.ConversationWrite)
            .WithName(operation)
            .WithTags("Conversations by medium")
            .WithSummary(summary);
        return medium.Retired ? route.WithMetadata(new ObsoleteAttribute()) : route;
    }
}
