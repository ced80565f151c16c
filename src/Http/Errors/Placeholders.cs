namespace Pillion.Http.Errors;

/// <summary>What stands between braces in the examples of the catalogue.</summary>
public static class Placeholders
{
    /// <summary>Every placeholder with what to put in its place.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["{conversationId}"] = "the id of a live conversation of the agent `agent@example.test`",
        ["{agentParticipantId}"] = "the id of that conversation's agent participant",
        ["{visitorParticipantId}"] = "the id of that conversation's customer participant",
        ["{sessionId}"] = "the `sessionId` of that conversation",
        ["{endedConversationId}"] = "the id of a conversation that has ended",
        ["{endedAgentParticipantId}"] = "the id of the ended conversation's agent participant",
        ["{endedSessionId}"] = "the `sessionId` of the ended conversation",
        ["{filedConversationId}"] = "the id of a conversation that has been wrapped up",
        ["{filedAgentParticipantId}"] = "the id of the filed conversation's agent participant",
        ["{siteId}"] = "the id of the site whose key is `dev`",
        ["{agentId}"] = "the user id of `agent@example.test`",
        ["{agentToken}"] = "a token of the agent `agent@example.test`, who is not an admin",
        ["{otherAgentToken}"] = "a token of another agent, who is not an admin",
        ["{readOnlyToken}"] = "a token of a client with the scope `conversation:read` only",
        ["{expiredToken}"] = "a token whose time is over",
        ["{channelId}"] = "the id of a notification channel that was opened with the same token",
        ["{credentials}"] = "base64 of `id:secret` of an OAuth client",
        ["{newName}"] = "a name that is not taken yet",
        ["{newKey}"] = "a key that is new: for idempotency, or of a site",
        ["{offlineAgentEmail}"] = "the email of an agent whose presence is Offline",
        ["{longText}"] = "300,000 letters",
        ["{longWord}"] = "40,000 letters",
        ["{longKey}"] = "256 letters",
        ["{manyAttributes}"] = "an object of 101 names and values",
        ["{deepJson}"] = "40 arrays inside each other",
        ["{wideJson}"] = "an object of 60 fields that do not exist",
    };
}
