namespace Pillion.Bench.Api;

/// <summary>The request that starts a conversation, as a script sends it.</summary>
internal static class StartingRequest
{
    /// <summary>A correct body for the development server; the number makes it one of its own.</summary>
    public static string Text(int number) =>
        $$"""
        { "type": "cobrowse",
          "participants": [
            { "userId": "agent@example.test", "role": "agent" },
            { "userId": "visitor-{{number % 2000}}@example.test", "role": "user" } ],
          "subject": "Ticket T-{{number}}: payment fails", "wrapUpCode": "Resolved", "waitSeconds": 900,
          "externalTag": "T-{{number}}", "attributes": { "ticket": "T-{{number}}" } }
        """;
}
