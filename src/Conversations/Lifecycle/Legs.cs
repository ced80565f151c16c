namespace Pillion.Conversations.Lifecycle;

/// <summary>States of legs and invitations as the API spells them.</summary>
internal static class Legs
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
}
