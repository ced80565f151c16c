namespace Pillion.Conversations.Lifecycle;

/// <summary>States and kinds as the API spells them.</summary>
internal static class Words
{
    public static string Name(LegState state) => state switch
    {
        LegState.Contacting => "contacting",
        LegState.Offering => "offering",
        LegState.Alerting => "alerting",
        LegState.Connected => "connected",
        _ => "disconnected",
    };

    public static string Name(InvitationState state) => state switch
    {
        InvitationState.Waiting => "waiting",
        InvitationState.Offered => "offered",
        InvitationState.Accepted => "accepted",
        InvitationState.Declined => "declined",
        InvitationState.Expired => "expired",
        _ => "canceled",
    };

    public static string Name(CommunicationKind kind) => kind switch
    {
        CommunicationKind.Call => "call",
        CommunicationKind.Message => "message",
        _ => "cobrowse",
    };

    public static string Name(Direction direction) => direction == Direction.Inbound ? "inbound" : "outbound";

    public static string Name(Purpose purpose) => purpose == Purpose.Agent ? "agent" : "customer";
}
