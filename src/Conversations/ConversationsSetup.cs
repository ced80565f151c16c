using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Contracts;
using Pillion.Conversations.Attributes;
using Pillion.Conversations.Changing;
using Pillion.Conversations.Errors;
using Pillion.Conversations.Following;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.Live;
using Pillion.Conversations.Media;
using Pillion.Conversations.Reading;
using Pillion.Conversations.Repeating;
using Pillion.Conversations.Starting;
using Pillion.Conversations.Transferring;
using Pillion.Conversations.WrapUpCodes;
using Pillion.Http;
using Pillion.Storage.Messages;

namespace Pillion.Conversations;

/// <summary>Puts the area into a host.</summary>
public static class ConversationsSetup
{
    public static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddSingleton<ConversationLog>()
        .AddSingleton<IConversations, LiveConversations>()
        .AddSingleton<IConversationChanges, ConversationChanges>()
        .AddSingleton<LiveListing>()
        .AddSingleton<WrapUpCatalog>()
        .AddHostedService<WrapUpSeed>()
        .AddSingleton<AgentLookup>()
        .AddSingleton<VisitorLookup>()
        .AddSingleton<StartCheck>()
        .AddSingleton<Mending>()
        .AddSingleton<ActiveCommunication>()
        .AddSingleton<NewSessions>()
        .AddSingleton<RestartSuggestion>()
        .AddSingleton<StartingCobrowse>()
        .AddSingleton<ReadingCobrowse>()
        .AddSingleton<StartingConversation>()
        .AddSingleton<RepeatedStart>()
        .AddSingleton<TransferTarget>()
        .AddSingleton<Replacing>()
        .AddSingleton<SearchingAttributes>()
        .AddSingleton<KeptAnswers>()
        .AddSingleton<IKeptAnswers>(services => services.GetRequiredService<KeptAnswers>())
        .AddApiArea(StartingErrors.Group, NamingErrors.Group, ConversationErrors.Group, WrapUpErrors.Group, MediaErrors.Group, TransferErrors.Group, AttributeErrors.Group)
        .AddEvents()
        .AddMessages();

    public static IEndpointRouteBuilder MapConversations(this IEndpointRouteBuilder routes)
    {
        StartingConversation.Map(routes);
        StartingCobrowse.Map(routes);
        ReadingCobrowse.Map(routes);
        Listing.Map(routes);
        ReadingOne.Map(routes);
        ReadingWrapup.Map(routes);
        Disconnecting.Map(routes);
        ChangingParticipant.Map(routes);
        SettingAttributes.Map(routes);
        SettingRecordingState.Map(routes);
        MediaRoutes.Map(routes);
        Replacing.Map(routes);
        Assigning.Map(routes);
        SettingTag.Map(routes);
        SecuringAttributes.Map(routes);
        SearchingAttributes.Map(routes);
        ListingCodes.Map(routes);
        CreatingCode.Map(routes);
        ReplacingCode.Map(routes);
        DeletingCode.Map(routes);
        return routes;
    }

    private static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddStoredType<ConversationStarted>("conversations.started")
        .AddStoredType<VisitorAsked>("conversations.visitor-asked")
        .AddStoredType<VisitorConnected>("conversations.visitor-connected")
        .AddStoredType<VisitorRecognized>("conversations.visitor-recognized")
        .AddStoredType<CobrowseStarted>("conversations.cobrowse-started")
        .AddStoredType<AgentConnected>("conversations.agent-connected")
        .AddStoredType<HoldNoted>("conversations.hold-noted")
        .AddStoredType<HandedOver>("conversations.handed-over")
        .AddStoredType<TagSet>("conversations.tag-set")
        .AddStoredType<SecureAttributesSet>("conversations.secure-attributes-set")
        .AddStoredType<CobrowseEnded>("conversations.cobrowse-ended")
        .AddStoredType<MediaEnded>("conversations.media-ended")
        .AddStoredType<ConversationEnded>("conversations.ended")
        .AddStoredType<WrapUpChosen>("conversations.wrap-up-chosen")
        .AddStoredType<WrapUpSkipped>("conversations.wrap-up-skipped")
        .AddStoredType<AttributesSet>("conversations.attributes-set");

    private static IServiceCollection AddMessages(this IServiceCollection services) => services
        .AddStoredType<ConversationChanged>("conversations.changed")
        .AddStoredType<CobrowseRequested>("conversations.cobrowse-requested")
        .AddStoredType<CobrowseDisconnected>("conversations.cobrowse-disconnected")
        .AddStoredType<AgentStateChanged>("conversations.agent-state-changed")
        .AddStoredType<AgentReplaced>("conversations.agent-replaced")
        .AddSubscriber<InvitationOffered, LiveReports>()
        .AddSubscriber<InvitationMoved, LiveReports>()
        .AddSubscriber<InvitationAccepted, LiveReports>()
        .AddSubscriber<InvitationClosed, LiveReports>()
        .AddSubscriber<CobrowseSessionEnded, LiveReports>()
        .AddSubscriber<VisitorMerged, MergedVisitors>();
}
