using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Cobrowse.Assets;
using Pillion.Cobrowse.Assets.Fetching;
using Pillion.Cobrowse.Guests;
using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.JoinCodes;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Lobby;
using Pillion.Cobrowse.Presence;
using Pillion.Cobrowse.Sessions;
using Pillion.Cobrowse.Viewing;
using Pillion.Cobrowse.Web;
using Pillion.Contracts;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Storage;
using Pillion.Storage.Messages;

namespace Pillion.Cobrowse;

/// <summary>Puts the area into a host.</summary>
public static class CobrowseSetup
{
    public static IServiceCollection AddCobrowse(this IServiceCollection services) => services
        .AddApiArea(CobrowseErrors.Group)
        .AddSingleton<CobrowseMetrics>()
        .AddSingleton<CobrowseGauges>()
        .AddSingleton<JoinTokens>()
        .AddLive()
        .AddInvitations()
        .AddSingleton<LobbyPulse>()
        .AddSingleton<LobbyReader>()
        .AddSingleton<LobbyWatchers>()
        .AddSingleton<LobbyEndpoints>()
        .AddSingleton<AddingViewer>()
        .AddSingleton<GuestLookup>()
        .AddSingleton<GuestSession>()
        .AddSingleton<AssetAddress>()
        .AddSingleton<AssetStore>()
        .AddSingleton<AddressPolicy>(PublicAddresses.Include)
        .AddSingleton<HostLookup>(Dns.GetHostAddressesAsync)
        .AddSingleton<AssetFetcher>()
        .AddSingleton<IVisitorRequest, FetchingAsset>()
        .AddSingleton<ServingAssets>()
        .AddSingleton<SnippetFiles>()
        .AddSingleton<Embedding>()
        .AddSingleton<ViewerPage>();

    public static IEndpointRouteBuilder MapCobrowse(this IEndpointRouteBuilder routes)
    {
        var viewerHost = routes.ServiceProvider.GetRequiredService<Addresses>().ViewerHost;
        routes.ServiceProvider.GetRequiredService<CobrowseGauges>();
        LiveEndpoint.Map(routes);
        LobbyEndpoints.Map(routes);
        AddingViewer.Map(routes);
        GuestSession.Map(routes);
        SnippetFiles.Map(routes);
        Embedding.Map(routes);
        ViewerPage.Map(routes, viewerHost);
        ServingAssets.Map(routes, viewerHost);
        return routes;
    }

    private static IServiceCollection AddLive(this IServiceCollection services) => services
        .AddSingleton<LiveEndpoint>()
        .AddSingleton<Visiting>()
        .AddSingleton<Joining>()
        .AddSingleton<SharedSessions>()
        .AddSingleton<LiveSessions>()
        .AddSingleton<VisitorRegistry>()
        .AddSingleton<IVisitorPresence>(provider => provider.GetRequiredService<VisitorRegistry>())
        .AddSingleton<VisitorRequests>()
        .AddSingleton<IVisitorRequest, Turning>()
        .AddSingleton<IVisitorRequest, Identifying>()
        .AddSingleton<IVisitorRequest, Accepting>()
        .AddSingleton<IVisitorRequest, Declining>()
        .AddSingleton<IVisitorRequest, Ending>()
        .AddSingleton<IVisitorRequest, Having>()
        .AddSingleton<VisitorCodes>()
        .AddSingleton<IVisitorRequest>(provider => provider.GetRequiredService<VisitorCodes>())
        .AddSingleton<Redeeming>()
        .AddSingleton<IVisitorRequest>(provider => provider.GetRequiredService<Redeeming>())
        .AddSingleton<CodeThrottle>()
        .AddSingleton(services => new ReservedCodes(services.GetRequiredService<IStore>(), services.GetRequiredService<TimeProvider>(), Ids.JoinCode))
        .AddSingleton<JoinCodeStore>()
        .AddSingleton<IJoinCodes>(provider => provider.GetRequiredService<JoinCodeStore>());

    private static IServiceCollection AddInvitations(this IServiceCollection services) => services
        .AddSingleton<InvitationStore>()
        .AddSingleton<InvitationDesk>()
        .AddHostedService<OpenInvitations>()
        .AddSubscriber<CobrowseRequested, Requesting>()
        .AddSubscriber<CobrowseDisconnected, Disconnecting>()
        .AddSubscriber<AgentStateChanged, AgentsLeaving>()
        .AddSubscriber<TokensRevoked, AgentsLoggedOut>()
        .AddSubscriber<AgentReplaced, AgentReplacing>()
        .AddSubscriber<InvitationDue, Expiring>()
        .AddStoredType<InvitationDue>("cobrowse.invitation-due")
        .AddStoredType<RequestedEvent>("cobrowse.requested")
        .AddStoredType<OfferedEvent>("cobrowse.offered")
        .AddStoredType<MovedEvent>("cobrowse.moved")
        .AddStoredType<ReassignedEvent>("cobrowse.reassigned")
        .AddStoredType<AcceptedEvent>("cobrowse.accepted")
        .AddStoredType<DeclinedEvent>("cobrowse.declined")
        .AddStoredType<ExpiredEvent>("cobrowse.expired")
        .AddStoredType<CanceledEvent>("cobrowse.canceled")
        .AddStoredType<EndedEvent>("cobrowse.ended")
        .AddStoredType<InvitationOffered>("cobrowse.invitation-offered")
        .AddStoredType<InvitationMoved>("cobrowse.invitation-moved")
        .AddStoredType<InvitationAccepted>("cobrowse.invitation-accepted")
        .AddStoredType<InvitationClosed>("cobrowse.invitation-closed")
        .AddStoredType<CobrowseSessionEnded>("cobrowse.session-ended");
}
