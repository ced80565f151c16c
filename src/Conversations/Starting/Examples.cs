namespace Pillion.Conversations.Starting;

/// <summary>Requests that start something on a server in development mode.</summary>
internal static class Examples
{
    public const string Cobrowse =
        """
        { "type": "cobrowse",
          "participants": [
            { "userId": "agent@example.test", "role": "agent" },
            { "userId": "robin@example.test", "role": "user" } ] }
        """;

    public const string FromTicket =
        """
        { "type": "cobrowse",
          "participants": [
            { "userId": "agent@example.test", "role": "agent" },
            { "email": "robin@example.test", "role": "user" } ],
          "siteId": "dev", "subject": "Ticket T-17: payment fails", "wrapUpCode": "Resolved", "waitSeconds": 900,
          "externalTag": "T-17", "attributes": { "ticket": "T-17" }, "capabilities": ["view", "point"] }
        """;

    public const string Call =
        """
        { "type": "call",
          "participants": [
            { "userId": "agent@example.test", "role": "agent" },
            { "userId": "robin@example.test", "role": "user" } ],
          "direction": "inbound", "provider": "Desk phone" }
        """;

    public const string ByEmail =
        """
        { "to": [ { "id": "robin@example.test", "type": "email" } ], "agent": { "email": "agent@example.test" } }
        """;
}
