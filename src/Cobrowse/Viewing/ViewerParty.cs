using System.Text.Json;
using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Sessions;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Cobrowse.Viewing;

/// <summary>What an agent may send after hello.</summary>
internal sealed class ViewerParty(Viewer viewer, InvitationDesk desk, CobrowseMetrics metrics) : IParty
{
    private static readonly string[] Types = ["end", "keyframe"];
    private static readonly string[] Reasons = ["damaged", "gap", "overflow", "drift", "behind", "reloaded"];

    public string Role => JoinClaims.Agent;

    public async ValueTask HandleAsync(Frame frame, ReadOnlyMemory<byte> message)
    {
        switch (frame.Kind)
        {
            case FrameKind.Pointer or FrameKind.Drawing or FrameKind.Action:
                viewer.Session.FromAgent(viewer, frame, message);
                break;
            case FrameKind.Request:
                await RequestAsync(frame.Payload);
                break;
            default:
                metrics.Dropped("direction");
                viewer.Socket.Close(CloseCode.Bad, $"an agent does not send {frame.Kind} frames");
                break;
        }
    }

    public void Gone() => viewer.Session.Leave(viewer);

    private async Task RequestAsync(ReadOnlyMemory<byte> payload)
    {
        if (LiveJson.Parse(payload) is not { ValueKind: JsonValueKind.Object } json)
        {
            viewer.Socket.Close(CloseCode.Bad, "a request is a JSON object");
            return;
        }

        var faults = new List<Fault>();
        var refusal = BodyReader.Root(json, faults).OneOf("type", Types, required: true) switch
        {
            "end" => (await desk.ChangeAsync(viewer.Session.Invitation.Id, new InvitationCommand.End(EndReasons.AgentEnded))).Refusal,
            "keyframe" => Rewind(json),
            _ => Refusal.Of(faults),
        };
        if (refusal is not null)
        {
            viewer.Socket.Send(LiveJson.Event(new RefusedMessage(VisitorRequests.RequestId(json), refusal.Code, refusal.Message)));
        }
    }

    private Refusal? Rewind(JsonElement json)
    {
        // Only names that are known are counted by their name: it is the client that chooses them.
        var reason = json.TryGetProperty("reason", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        metrics.Repaired(Reasons.Contains(reason, StringComparer.Ordinal) ? reason! : "other");
        viewer.Session.Rewind(viewer);
        return null;
    }
}
