using Microsoft.AspNetCore.Http;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Notifications.Channels;

/// <summary>Keeps channels; they outlive a restart and expire by themselves.</summary>
internal sealed class ChannelStore(IStore store, TimeProvider time)
{
    // One document for each owner, whose version makes two channels that are opened at once count each other.
    private const string OwnerKind = "notification-owner";
    private const int MostTries = 5;

    private sealed record Opened(DateTimeOffset At);

    public ValueTask<Document<Channel>?> FindAsync(string id, CancellationToken cancellation) => store.GetAsync<Channel>(Channel.Kind, id, cancellation);

    /// <summary>The caller's channel, for a request that takes no parameters.</summary>
    public async ValueTask<Result<Channel>> FindOwnAsync(HttpContext context, string id, CancellationToken cancellation)
    {
        var query = new QueryReader(context.Request.Query);
        query.Close();
        if (query.Faults.Count > 0)
        {
            return Refusal.Of(query.Faults);
        }

        return await FindAsync(id, cancellation) is { } channel && channel.Value.BelongsTo(Caller.From(context.User))
            ? channel.Value
            : ChannelRefusals.NotFound();
    }

    /// <summary>The channels of one owner, oldest first.</summary>
    public async ValueTask<IReadOnlyList<Channel>> ListAsync(string owner, CancellationToken cancellation)
    {
        var page = await store.ListAsync<Channel>(new DocumentQuery(Channel.Kind, owner), cancellation);
        return page.Items.Select(item => item.Value).OrderBy(channel => channel.Created).ToList();
    }

    /// <summary>Keeps a new channel, and drops others of its owner when there are too many.</summary>
    /// <param name="isConnected">Channels without a socket are dropped first, then those unused for longest.</param>
    /// <returns>The channels that were dropped.</returns>
    public async Task<Result<IReadOnlyList<Channel>>> OpenAsync(Channel channel, Func<string, bool> isConnected, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var guard = await store.GetAsync<Opened>(OwnerKind, channel.Owner, cancellation);
            var others = await ListAsync(channel.Owner, cancellation);
            var dropped = others
                .OrderBy(other => isConnected(other.Id))
                .ThenBy(other => other.LastUsed)
                .Take(Math.Max(0, others.Count + 1 - NotificationLimits.ChannelsPerOwner))
                .ToList();
            var commit = new Commit()
                .Put(OwnerKind, channel.Owner, new Opened(channel.Created), guard?.Version ?? 0, expires: channel.Expires)
                .Put(Channel.Kind, channel.Id, channel, 0, group: channel.Owner, expires: channel.Expires);
            foreach (var other in dropped)
            {
                commit.Delete(Channel.Kind, other.Id);
            }

            if (await store.CommitAsync(commit, cancellation) == CommitOutcome.Committed)
            {
                return dropped;
            }
        }

        return Refusal.Conflict("request.conflict", "Others kept opening channels at the same time. Nothing was changed; try again.");
    }

    /// <summary>Changes a channel.</summary>
    /// <param name="change">May be called again with a newer channel.</param>
    public async Task<Result<Document<Channel>>> ChangeAsync(string id, Func<Channel, Result<Channel>> change, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await FindAsync(id, cancellation) is not { } current)
            {
                return ChannelRefusals.NotFound();
            }

            var next = change(current.Value);
            if (next.Refused)
            {
                return next.Refusal;
            }

            var commit = new Commit().Put(Channel.Kind, id, next.Value, current.Version, group: next.Value.Owner, expires: next.Value.Expires);
            if (await store.CommitAsync(commit, cancellation) == CommitOutcome.Committed)
            {
                return new Document<Channel>(id, next.Value, current.Version + 1);
            }
        }

        return Refusal.Conflict("request.conflict", "Others kept changing this channel at the same time. Nothing was changed; try again.");
    }

    /// <summary>All channels of which this holds, whosever they are.</summary>
    public async ValueTask<IReadOnlyList<Channel>> WhereAsync(Func<Channel, bool> holds, CancellationToken cancellation)
    {
        // In one read, because between two pages a channel that is opened would hide another one.
        var page = await store.ListAsync<Channel>(new DocumentQuery(Channel.Kind, Take: int.MaxValue), cancellation);
        return page.Items.Select(item => item.Value).Where(holds).ToList();
    }

    public Task DropAsync(IEnumerable<Channel> channels, CancellationToken cancellation) => store.CommitAsync(
        channels.Aggregate(new Commit(), (commit, channel) => commit.Delete(Channel.Kind, channel.Id)), cancellation);

    /// <summary>Notes that a channel was used just now; one that is gone meanwhile stays gone.</summary>
    public Task TouchAsync(string id, CancellationToken cancellation) =>
        ChangeAsync(id, channel => channel with { LastUsed = time.GetUtcNow() }, cancellation);
}
