using Microsoft.Extensions.Logging;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Presence;
using Pillion.Cobrowse.Sessions;
using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Cobrowse.Invitations;

/// <summary>
/// Changes invitations: what is decided is stored first and told to the connected tabs and agents after. A visitor is
/// asked one thing at a time, oldest first, and not while they share.
/// </summary>
internal sealed partial class InvitationDesk(
    InvitationStore store, LiveSessions sessions, VisitorRegistry registry, ISites sites, ILogger<InvitationDesk> log)
{
    private static readonly TimeSpan RetryEnd = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Task? _loading;

    /// <summary>Completes when all open invitations of the store are known here; the first caller loads them.</summary>
    public Task LoadedAsync()
    {
        lock (_lock)
        {
            return _loading is { IsFaulted: false } ? _loading : _loading = LoadAsync();
        }
    }

    /// <summary>Carries out a command. Not cancelable: what is stored must also be told.</summary>
    public async Task<Result<InvitationChange>> ChangeAsync(string id, InvitationCommand command, Action<Commit>? also = null)
    {
        await LoadedAsync();
        var change = await store.ChangeAsync(id, command, CancellationToken.None, also);
        if (!change.Refused && change.Value.Changed)
        {
            await TakeOverAsync(change.Value.State, change.Value.Version);
            if (!change.Value.State.IsOpen)
            {
                await OfferAsync(change.Value.State.VisitorId);
            }
        }

        return change;
    }

    /// <summary>Shows the visitor's tabs what they are to be asked now, if anything.</summary>
    public async Task OfferAsync(string visitorId)
    {
        var open = sessions.OfVisitor(visitorId);
        var next = open.FirstOrDefault(session => session.Invitation.Status == InvitationStatus.Offered)
            ?? (open.Any(session => session.HasSharer) ? null : open.FirstOrDefault(session => session.Invitation.Status == InvitationStatus.Waiting));
        var tabs = VisitorRegistry.Asked(registry.TabsOf(visitorId));
        if (next is null || tabs.Count == 0)
        {
            return;
        }

        if (next.Invitation.Status == InvitationStatus.Waiting && (await ChangeAsync(next.Invitation.Id, new InvitationCommand.Offer())).Refused)
        {
            return;
        }

        await ShowAsync(next, tabs);
    }

    /// <summary>Shows the prompt in these tabs.</summary>
    public async Task ShowAsync(LiveSession session, IReadOnlyList<VisitorTab> tabs)
    {
        if (await PromptAsync(session) is { } prompt)
        {
            foreach (var tab in tabs.Where(tab => tab.Session is null))
            {
                if (tab.Prompt is { } older && older != session)
                {
                    older.Forget(tab);
                }

                session.OfferTo(tab, prompt);
            }
        }
    }

    /// <summary>Why a tab can't answer an invitation.</summary>
    public async Task<Refusal> ExplainAsync(string invitationId)
    {
        // Whoever makes up ids learns no more than that.
        var state = Ids.IsId(invitationId) ? (await store.LoadAsync(invitationId, CancellationToken.None)).State : InvitationState.None;
        return InvitationDecider.NotOnOffer(state.IsOpen && state.Status != InvitationStatus.Accepted ? InvitationState.None : state);
    }

    /// <summary>What the prompt says, under the site's policy of this moment; null when the site is gone.</summary>
    public async Task<OfferView?> PromptAsync(LiveSession session)
    {
        var invitation = session.Invitation;
        return await sites.FindAsync(invitation.SiteId, CancellationToken.None) is not { } site
            ? null
            : new OfferView(
                invitation.Id,
                new AgentName(invitation.AgentId, invitation.AgentName),
                invitation.Subject,
                invitation.Capabilities,
                invitation.Expires,
                site.PrivacyPolicy);
    }

    private async Task LoadAsync()
    {
        foreach (var id in await store.ListOpenAsync(CancellationToken.None))
        {
            var (state, version) = await store.LoadAsync(id, CancellationToken.None);
            await TakeOverAsync(state, version);
        }
    }

    private async Task TakeOverAsync(InvitationState state, long version)
    {
        var session = sessions.Apply(state, version);
        if (session is not null && state.Status == InvitationStatus.Accepted)
        {
            var site = await sites.FindAsync(state.SiteId, CancellationToken.None);
            session.BePatient(TimeSpan.FromSeconds(site?.SessionPolicy.PatienceSeconds ?? 120), lost => _ = GiveUpAsync(lost));
        }
    }

    private async Task GiveUpAsync(LiveSession session)
    {
        try
        {
            await ChangeAsync(session.Invitation.Id, new InvitationCommand.End(EndReasons.VisitorGone));
        }
        catch (Exception problem)
        {
            LogEndFailed(session.Id, problem);
            session.BePatient(RetryEnd, lost => _ = GiveUpAsync(lost));
        }
    }

    [LoggerMessage(4001, LogLevel.Error, "Ending session {SessionId} of a lost visitor failed; trying again")]
    private partial void LogEndFailed(string sessionId, Exception problem);
}
