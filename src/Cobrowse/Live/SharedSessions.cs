using Pillion.Cobrowse.Presence;
using Pillion.Cobrowse.Sessions;
using Pillion.Cobrowse.Web;

namespace Pillion.Cobrowse.Live;

/// <summary>A session as its tab is told of it.</summary>
internal sealed class SharedSessions(JoinTokens tokens)
{
    /// <summary>What the tab needs to share, with a fresh token.</summary>
    public SharedSession Of(VisitorTab tab, LiveSession session, SharingStart start)
    {
        var consent = session.Invitation.Consent!;
        return new SharedSession(
            session.Id,
            tokens.ForVisitor(session.Id, tab.Visitor.Id, tab.Site.Id, tab.TabId),
            start.Epoch,
            start.Acked,
            start.Keyframe,
            session.Agents,
            consent.Granted,
            consent.Policy,
            tab.Site.SessionPolicy.AssetOrigins is { Count: > 0 } origins ? origins : null,
            FramesOf(tab, session));
    }

    private SharedFrames? FramesOf(VisitorTab tab, LiveSession session) =>
        Embedding.OtherOrigins(tab.Site, tab.Origin) is { Count: > 0 } origins
            ? new SharedFrames(tab.Site.Key, origins, tokens.ForFrames(session.Id, tab.Visitor.Id, tab.Site.Id))
            : null;
}
