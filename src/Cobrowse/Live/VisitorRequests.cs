using System.Collections.Frozen;
using System.Text.Json;
using Pillion.Cobrowse.Assets;
using Pillion.Cobrowse.Presence;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Cobrowse.Live;

/// <summary>Serves one type of request of a visitor's.</summary>
internal interface IVisitorRequest
{
    /// <summary>The request's <c>type</c>.</summary>
    string Type { get; }

    /// <summary>Serves it; the answer, where there is one, is an event. A refusal is sent by the caller.</summary>
    Task<Refusal?> HandleAsync(VisitorTab tab, long id, BodyReader request);
}

/// <summary>Finds who serves a visitor's request, and answers with refusals.</summary>
internal sealed class VisitorRequests(IEnumerable<IVisitorRequest> all, AssetStore assets)
{
    private readonly FrozenDictionary<string, IVisitorRequest> _byType = all.ToFrozenDictionary(request => request.Type, StringComparer.Ordinal);

    public AssetStore Assets => assets;

    public async Task HandleAsync(VisitorTab tab, ReadOnlyMemory<byte> payload)
    {
        if (LiveJson.Parse(payload) is not { ValueKind: JsonValueKind.Object } json)
        {
            tab.Socket.Close(CloseCode.Bad, "a request is a JSON object");
            return;
        }

        var id = RequestId(json);
        var faults = new List<Fault>();
        var body = BodyReader.Root(json, faults);
        var type = body.OneOf("type", _byType.Keys, required: true);
        var refusal = type is null ? Refusal.Of(faults) : await _byType[type].HandleAsync(tab, id ?? 0, body);
        if (refusal is not null)
        {
            tab.Socket.Send(LiveJson.Event(new RefusedMessage(id, refusal.Code, refusal.Message)));
        }
    }

    /// <summary>The number by which a client knows its request again; null when it gave none.</summary>
    public static long? RequestId(JsonElement json) =>
        json.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? number : null;
}
