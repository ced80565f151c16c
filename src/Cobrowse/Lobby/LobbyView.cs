namespace Pillion.Cobrowse.Lobby;

// The lobby as the API answers it; docs/api/operations.md.

internal sealed record LobbyView(IReadOnlyList<LobbyVisitor> Visitors, IReadOnlyList<LobbyConversation> Conversations, bool Truncated);

internal sealed record LobbyVisitor(
    string Id,
    string? Name,
    string? Email,
    bool Identified,
    LobbySite Site,
    LobbyPage Page,
    int Tabs,
    DateTimeOffset Since,
    DateTimeOffset LastSeen);

internal sealed record LobbySite(string Key, string Name);

internal sealed record LobbyPage(string Url, string Title);

/// <param name="State">
/// <c>waiting</c>, <c>offered</c>, <c>accepted</c> (shared, and nobody looks on yet), <c>active</c>, <c>reconnecting</c>.
/// </param>
internal sealed record LobbyConversation(
    string Id,
    string SessionId,
    string? Subject,
    string State,
    LobbyParty Visitor,
    LobbyAgent Agent,
    string? JoinCode,
    DateTimeOffset? Expires,
    DateTimeOffset Since,
    LobbyPage? Page);

internal sealed record LobbyParty(string Id, string? Name, bool Identified, bool Online);

internal sealed record LobbyAgent(string Id, string Name);
