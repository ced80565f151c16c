using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Presence;

namespace Pillion.Cobrowse.Sessions;

/// <summary>The tabs that show the prompt.</summary>
internal sealed partial class LiveSession
{
    private readonly List<VisitorTab> _offeredTo = [];

    /// <summary>Shows the prompt in a tab; does nothing where it is shown already or the offer is over.</summary>
    /// <param name="announce">False when the tab hears of it in its welcome.</param>
    public bool OfferTo(VisitorTab tab, OfferView offer, bool announce = true)
    {
        lock (_lock)
        {
            if (Invitation.Status != InvitationStatus.Offered || _offeredTo.Contains(tab))
            {
                return false;
            }

            tab.Asked(this);
            _offeredTo.Add(tab);
            if (announce)
            {
                tab.Socket.Send(LiveJson.Event(new OfferMessage(offer)));
            }

            return true;
        }
    }

    /// <summary>True when this tab shows, or has shown, the prompt; nobody else may answer it.</summary>
    public bool IsOfferedTo(VisitorTab tab)
    {
        lock (_lock)
        {
            return _offeredTo.Contains(tab);
        }
    }

    /// <summary>The tab is gone, or shows another prompt.</summary>
    public void Forget(VisitorTab tab)
    {
        lock (_lock)
        {
            _offeredTo.Remove(tab);
        }
    }

    /// <summary>Asks the tabs that show the prompt once more, because it says something else now.</summary>
    public void OfferAgain(OfferView offer)
    {
        lock (_lock)
        {
            if (Invitation.Status == InvitationStatus.Offered)
            {
                var message = LiveJson.Event(new OfferMessage(offer));
                foreach (var tab in _offeredTo)
                {
                    tab.Socket.Send(message);
                }
            }
        }
    }

    private void Withdraw(InvitationState now)
    {
        foreach (var tab in _offeredTo)
        {
            var reason = now.Status switch
            {
                InvitationStatus.Accepted when tab.TabId == now.Consent!.Tab => null,
                InvitationStatus.Declined when tab.TabId == now.DeclinedBy => EndReasons.Declined,
                InvitationStatus.Expired => EndReasons.Expired,
                InvitationStatus.Canceled => EndReasons.Canceled,
                _ => EndReasons.AnsweredElsewhere,
            };
            if (reason is not null)
            {
                tab.Socket.Send(LiveJson.Event(new WithdrawnMessage(now.Id, reason)));
            }
        }

        if (now.Status != InvitationStatus.Offered)
        {
            _offeredTo.Clear();
        }
    }
}
