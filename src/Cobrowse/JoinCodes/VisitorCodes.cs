using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Presence;
using Pillion.Kernel;
using Pillion.Kernel.Json;
using Pillion.Storage;

namespace Pillion.Cobrowse.JoinCodes;

/// <summary><c>code</c>: the visitor wants a code to read to an agent.</summary>
internal sealed class VisitorCodes(IStore store, JoinCodeStore codes, TimeProvider time) : IVisitorRequest
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(20);

    // A code with less time left than it takes to read it out is worth nothing.
    private static readonly TimeSpan ShortestUse = TimeSpan.FromMinutes(2);

    public string Type => "code";

    public async Task<Refusal?> HandleAsync(VisitorTab tab, long id, BodyReader request)
    {
        if (tab.Session is not null)
        {
            return Refusal.Conflict("session_running", "This tab shares already.");
        }

        var now = time.GetUtcNow();
        var key = Key(tab.Visitor.Id);
        var shown = await store.FindAsync<JoinCodeDocument>(JoinCodeDocument.Kind, key, CancellationToken.None);
        if (shown is null || shown.Value.Expires - now < ShortestUse)
        {
            if (shown is not null)
            {
                await store.CommitAsync(new Commit().Delete(JoinCodeDocument.Kind, shown.Id), CancellationToken.None);
            }

            var document = new JoinCodeDocument(null, tab.Visitor.Id, tab.Site.Id, now + Lifetime);
            var code = await codes.ShowAsync(document, key, CancellationToken.None);
            if (code.Refused)
            {
                return code.Refusal;
            }

            tab.ShownCode = code.Value;
            tab.Socket.Send(LiveJson.Event(new CodeMessage(id, code.Value, document.Expires)));
            return null;
        }

        tab.ShownCode = shown.Id;
        tab.Socket.Send(LiveJson.Event(new CodeMessage(id, shown.Id, shown.Value.Expires)));
        return null;
    }

    /// <summary>Binds the code that a tab shows to the visitor whom it belongs to now.</summary>
    public async Task MoveAsync(VisitorTab tab)
    {
        if (tab.ShownCode is not { } code
            || await codes.GetAsync(code, CancellationToken.None) is not { Value: { Used: false, VisitorId: not null } } shown)
        {
            return;
        }

        var key = Key(tab.Visitor.Id);
        var taken = await store.FindAsync<JoinCodeDocument>(JoinCodeDocument.Kind, key, CancellationToken.None) is not null;
        await store.CommitAsync(
            new Commit().Put(
                JoinCodeDocument.Kind,
                code,
                shown.Value with { VisitorId = tab.Visitor.Id },
                shown.Version,
                taken ? [] : [key],
                expires: shown.Value.Expires),
            CancellationToken.None);
    }

    private static string Key(string visitorId) => $"visitor:{visitorId}";
}
