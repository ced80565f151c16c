using Pillion.Contracts;
using Pillion.Storage;
using Pillion.Storage.Messages;

namespace Pillion.Identity.Visitors;

/// <summary>
/// Gives an anonymous visitor a document once a conversation names them, so that they are found by id after a restart.
/// </summary>
internal sealed class KeepingInvitedVisitors(IStore store, TimeProvider time) : ISubscriber<CobrowseRequested>
{
    public async Task HandleAsync(CobrowseRequested message, CancellationToken cancellation)
    {
        if (await store.GetAsync<Visitor>(Visitor.Kind, message.VisitorId, cancellation) is not null)
        {
            return;
        }

        var now = time.GetUtcNow();
        var visitor = Visitor.New(message.VisitorId, message.SiteId, now);

        // A conflict means that the visitor was identified in the meantime, which is as good.
        await store.CommitAsync(
            new Commit().Put(Visitor.Kind, visitor.Id, visitor, 0, expires: visitor.ExpiresFrom(now)), cancellation);
    }
}
