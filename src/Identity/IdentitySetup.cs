using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Contracts;
using Pillion.Http;
using Pillion.Identity.OAuth;
using Pillion.Identity.Seeding;
using Pillion.Identity.Sites;
using Pillion.Identity.Users;
using Pillion.Identity.Visitors;
using Pillion.Storage.Messages;

namespace Pillion.Identity;

/// <summary>Puts the area into a host.</summary>
public static class IdentitySetup
{
    /// <summary>
    /// OAuth clients and tokens, users, sites and visitors. Makes bearer tokens the default way to authenticate. What
    /// the section <c>Pillion:Seed</c> of the configuration names is there before the server takes its first request.
    /// </summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services) => services
        .AddApiArea(IdentityErrors.Group)
        .AddOAuth()
        .AddSingleton<Passwords>()
        .AddSingleton<UserDirectory>()
        .AddSingleton<IAgents, Agents>()
        .AddSingleton<IUserStatuses, UserStatuses>()
        .AddSingleton<SealedSecrets>()
        .AddSingleton<SiteDirectory>()
        .AddSingleton<ISites>(provider => provider.GetRequiredService<SiteDirectory>())
        .AddSingleton<VisitorTokens>()
        .AddSingleton<RecentVisitors>()
        .AddSingleton<Identifying>()
        .AddSingleton<IVisitors, VisitorDirectory>()
        .AddSubscriber<CobrowseRequested, KeepingInvitedVisitors>()
        .AddStoredType<PresenceChanged>("identity.presenceChanged")
        .AddStoredType<UserStatusChanged>("identity.userStatusChanged")
        .AddStoredType<TokensRevoked>("identity.tokensRevoked")
        .AddStoredType<VisitorMerged>("identity.visitorMerged")
        .AddHostedService<ApplyingSeed>();

    public static IEndpointRouteBuilder MapIdentity(this IEndpointRouteBuilder routes)
    {
        IssuingTokens.Map(routes);
        Authorizing.Map(routes);
        LoggingIn.Map(routes);
        OwnToken.Map(routes);
        ReadingOrganization.Map(routes);
        ReadingUsers.Map(routes);
        CreatingUser.Map(routes);
        UpdatingUser.Map(routes);
        SettingPassword.Map(routes);
        SearchingUsers.Map(routes);
        SettingPresence.Map(routes);
        SettingRoutingStatus.Map(routes);
        ListingPresences.Map(routes);
        ManagingSites.Map(routes);
        RotatingSecrets.Map(routes);
        return routes;
    }
}
