using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;

namespace Pillion.Conversations.Reading;

/// <summary>Cobrowse sessions as the vendor's SDKs know them.</summary>
internal static class SessionViews
{
    public static CobrowseWebMessagingSession Of(ConversationState state, SessionState session, Addresses addresses)
    {
        var open = session is { Live: true, Pending: true };
        return new CobrowseWebMessagingSession(
            session.SessionId,
            state.Subject ?? "",
            session.Beside switch
            {
                CommunicationKind.Call => "Call",
                CommunicationKind.Message => "Message",
                _ => "Unknown",
            },
            open ? session.JoinCode : null,
            addresses.LiveUrl,
            open ? session.Expires : null,
            SelfUri(state.Id, session.SessionId));
    }

    public static string SelfUri(string conversationId, string sessionId) => $"{ConversationViews.SelfUri(conversationId)}/cobrowse/{sessionId}";
}
