using Pillion.Cobrowse.Presence;
using Pillion.Cobrowse.Sessions;

namespace Pillion.Cobrowse.Live;

/// <summary>What a visitor's tab may send after hello.</summary>
internal sealed class VisitorParty(VisitorTab tab, VisitorRegistry registry, VisitorRequests requests, CobrowseMetrics metrics) : IParty
{
    public string Role => JoinClaims.Visitor;

    public async ValueTask HandleAsync(Frame frame, ReadOnlyMemory<byte> message)
    {
        switch (frame.Kind)
        {
            case FrameKind.Keyframe or FrameKind.Delta:
                Append(frame, message);
                break;
            case FrameKind.Pointer or FrameKind.Drawing:
                PassOn(frame, message);
                break;
            case FrameKind.Asset:
                await requests.Assets.TakeAsync(tab, frame.Payload, frame.IsLast);
                break;
            case FrameKind.Request:
                await requests.HandleAsync(tab, frame.Payload);
                break;
            default:
                tab.Socket.Close(CloseCode.Bad, $"a visitor does not send {frame.Kind} frames");
                break;
        }
    }

    public void Gone()
    {
        registry.Remove(tab);
        tab.Gone();
    }

    private void Append(in Frame frame, ReadOnlyMemory<byte> message)
    {
        var outcome = tab.Session?.Append(tab, frame, message) ?? AppendOutcome.NotSharing;
        switch (outcome)
        {
            case AppendOutcome.Repeat:
                metrics.Dropped("repeat");
                break;
            case AppendOutcome.Gap:
                metrics.Dropped("gap");
                break;
            case AppendOutcome.Full:
                metrics.Dropped("log_full");
                break;
            case AppendOutcome.NotSharing:
                // What was on its way when the session ended.
                metrics.Dropped("not_sharing");
                break;
            case AppendOutcome.WrongEpoch:
                metrics.Dropped("epoch");
                tab.Socket.Close(CloseCode.Bad, "this is not the epoch that the welcome gave");
                break;
            case AppendOutcome.TooLarge:
                metrics.Dropped("frame_too_large");
                tab.Socket.Send(LiveJson.Event(new RefusedMessage(
                    null, "frame_too_large", $"A keyframe or delta may have at most {Limits.MaxOrderedBytes} bytes in {Limits.MaxParts} parts.")));
                break;
        }
    }

    private void PassOn(in Frame frame, ReadOnlyMemory<byte> message)
    {
        if (tab.Session is { } session)
        {
            session.FromVisitor(tab, frame, message);
        }
        else
        {
            metrics.Dropped("not_sharing");
        }
    }
}
