namespace Pillion.Contracts;

/// <summary>A cobrowse session as the vendor's SDKs know it: the answer to those who start one, and to the visitor's side.</summary>
/// <param name="CommunicationType">What the session was started beside: <c>Call</c>, <c>Message</c>, or <c>Unknown</c> for neither.</param>
/// <param name="JoinCode">There while the invitation can be accepted.</param>
/// <param name="DateOfferEnds">Until when the visitor can answer; absent once they have.</param>
public sealed record CobrowseWebMessagingSession(
    string Id,
    string Name,
    string CommunicationType,
    string? JoinCode,
    string WebsocketUrl,
    DateTimeOffset? DateOfferEnds,
    string SelfUri);
