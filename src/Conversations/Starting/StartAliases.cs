namespace Pillion.Conversations.Starting;

/// <summary>Names and words that people guess when they start a conversation.</summary>
internal static class StartAliases
{
    private static readonly (string Alias, string Field)[] Shared =
    [
        ("conversationType", "type"), ("mediaType", "type"), ("communicationType", "type"), ("channel", "type"), ("kind", "type"), ("media", "type"),
        ("wrapupCode", "wrapUpCode"), ("wrapUp", "wrapUpCode"), ("wrapUpCodeId", "wrapUpCode"), ("wrapUpCodeName", "wrapUpCode"),
        ("disposition", "wrapUpCode"), ("outcome", "wrapUpCode"),
        ("site", "siteId"), ("siteKey", "siteId"), ("website", "siteId"),
        ("title", "subject"), ("reason", "subject"), ("topic", "subject"), ("name", "subject"), ("description", "subject"),
        ("wait", "waitSeconds"), ("timeout", "waitSeconds"), ("timeoutSeconds", "waitSeconds"), ("ttl", "waitSeconds"), ("expiresIn", "waitSeconds"),
        ("tag", "externalTag"), ("ticket", "externalTag"), ("ticketId", "externalTag"), ("ticketKey", "externalTag"), ("reference", "externalTag"),
        ("attribute", "attributes"), ("metadata", "attributes"), ("customAttributes", "attributes"), ("data", "attributes"),
        ("capability", "capabilities"), ("permissions", "capabilities"), ("allow", "capabilities"),
    ];

    // The other form has none of these.
    private static readonly (string Alias, string Field)[] Media =
    [
        ("messenger", "messageType"), ("messengerType", "messageType"), ("platform", "messageType"), ("toAddressMessengerType", "messageType"),
        ("originatingDirection", "direction"), ("system", "provider"), ("source", "provider"),
    ];

    private static readonly string[] Parties = ["participantIds", "parties", "members", "users", "userIds", "people", "attendees"];

    private static readonly string[] Agents =
        ["agentId", "agentUserId", "agentEmail", "agents", "initiator", "initiatorId", "from", "owner", "ownerId", "assignee", "assigneeId", "operator", "host", "callUserId"];

    private static readonly string[] Visitors =
        ["customer", "customerId", "customers", "visitor", "visitorId", "user", "userId", "contact", "contactId", "externalContactId", "guest", "guestId", "client", "clientId", "callee", "target", "recipient"];

    /// <summary>Guessed names at the root of <c>POST /conversations</c>.</summary>
    public static AliasTable OfParticipantsForm { get; } = new(
        [.. Shared, .. Media, .. To(Parties, "participants"), .. To(Agents, "participants"), .. To(Visitors, "participants"),
            ("participant", "participants"), ("agent", "participants"), ("to", "participants"),
            ("email", "participants"), ("externalId", "participants"), ("joinCode", "participants")]);

    /// <summary>Guessed names at the root of <c>POST /conversations/cobrowse</c>.</summary>
    public static AliasTable OfInvitationForm { get; } = new(
        [.. Shared, .. To(Parties, "to"), .. To(Agents, "agent"), .. To(Visitors, "to"),
            ("participants", "to"), ("participant", "to"), ("email", "to"), ("externalId", "to"), ("joinCode", "to")]);

    /// <summary>Guessed names inside one participant.</summary>
    public static AliasTable OfParticipant { get; } = new(
        ("id", "userId"), ("user", "userId"), ("agentId", "userId"), ("customerId", "userId"), ("visitorId", "userId"), ("participantId", "userId"),
        ("contactId", "userId"), ("address", "userId"), ("to", "userId"),
        ("type", "role"), ("purpose", "role"), ("kind", "role"), ("participantType", "role"),
        ("mail", "email"), ("emailAddress", "email"), ("username", "email"), ("code", "joinCode"), ("external", "externalId"));

    /// <summary>Guessed names inside <c>to[]</c>.</summary>
    public static AliasTable OfRecipient { get; } = new(
        ("userId", "id"), ("user", "id"), ("email", "id"), ("externalId", "id"), ("joinCode", "id"), ("customerId", "id"), ("visitorId", "id"),
        ("address", "id"), ("value", "id"), ("role", "type"), ("kind", "type"), ("purpose", "type"));

    /// <summary>Guessed names inside <c>agent</c>.</summary>
    public static AliasTable OfAgent { get; } = new(
        ("userId", "id"), ("agentId", "id"), ("user", "id"), ("mail", "email"), ("emailAddress", "email"), ("username", "email"));

    /// <summary>
    /// The whole table for reading intent at the root: which field of either form, with <c>agent</c> and
    /// <c>visitor</c> kept apart.
    /// </summary>
    public static AliasTable OfIntent { get; } = new(
        [.. Shared, .. Media, .. To(Parties, "participants"), .. To(Agents, "agent"), .. To(Visitors, "visitor"),
            ("participant", "participants"), ("to", "visitor"), ("email", "email"), ("externalId", "externalId"), ("joinCode", "joinCode"),
            .. To(OwnNames, "")]);

    /// <summary>Names inside a party of either form, for reading intent.</summary>
    public static AliasTable OfGuessedParty { get; } = new(
        [.. To(["userId", "id", "user", "agentId", "agent", "customerId", "customer", "visitorId", "visitor", "participantId", "contactId", "address", "to", "value"], "userId"),
            .. To(["role", "type", "purpose", "kind", "participantType"], "role"),
            .. To(["email", "mail", "emailAddress", "username", "agentEmail"], "email"),
            ("joinCode", "joinCode"), ("code", "joinCode"), ("externalId", "externalId"), ("external", "externalId")]);

    /// <summary>Words for a role, or for a kind of name, as people write them.</summary>
    public static AliasTable Roles { get; } = new(
        [.. To(["agent", "support", "operator", "representative", "rep", "host", "viewer", "employee", "staff", "initiator"], "agent"),
            .. To(["user", "customer", "visitor", "client", "guest", "enduser", "external", "sharer", "contact", "consumer", "shopper"], "user"),
            ("externalId", "externalId"), ("email", "email"), ("mail", "email"), ("joinCode", "joinCode"), ("code", "joinCode")]);

    private static IEnumerable<string> OwnNames =>
        ["type", "participants", "agent", "siteId", "subject", "wrapUpCode", "waitSeconds", "externalTag", "attributes", "capabilities", "direction", "provider", "messageType"];

    private static IEnumerable<(string, string)> To(IEnumerable<string> aliases, string field) =>
        aliases.Select(alias => (alias, field.Length == 0 ? alias : field));
}
