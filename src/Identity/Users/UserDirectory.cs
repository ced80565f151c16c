using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Identity.Users;

/// <summary>Finds and changes users.</summary>
internal sealed class UserDirectory(IStore store)
{
    private const int Batch = 500;
    private const int MostTries = 5;

    public async ValueTask<User?> FindAsync(string id, CancellationToken cancellation) =>
        (await store.GetAsync<User>(User.Kind, id, cancellation))?.Value;

    public async ValueTask<User?> FindByEmailAsync(string email, CancellationToken cancellation) =>
        (await store.FindAsync<User>(User.Kind, User.EmailKey(email), cancellation))?.Value;

    /// <summary>All users by name. They come from the configuration, so there are not more than fit into memory.</summary>
    public async ValueTask<IReadOnlyList<User>> AllAsync(CancellationToken cancellation)
    {
        var users = new List<User>();
        DocumentPage<User> page;
        do
        {
            page = await store.ListAsync<User>(new DocumentQuery(User.Kind, Skip: users.Count, Take: Batch), cancellation);
            users.AddRange(page.Items.Select(item => item.Value));
        }
        while (page.Items.Count == Batch);

        return users.OrderBy(user => user.Name, StringComparer.OrdinalIgnoreCase).ThenBy(user => user.Id, StringComparer.Ordinal).ToList();
    }

    /// <summary>Changes a user and tells the other areas when that changes how they can be reached.</summary>
    public async Task<Result<User>> ChangeAsync(string id, DateTimeOffset now, Func<User, User> change, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var current = await store.GetAsync<User>(User.Kind, id, cancellation);
            if (current is null)
            {
                return UserRefusals.NotFound(id);
            }

            var next = change(current.Value);
            var commit = new Commit().Put(User.Kind, id, next, current.Version, [User.EmailKey(next.Email)]);
            if (next.Presence.SystemPresence != current.Value.Presence.SystemPresence || next.Routing.Status != current.Value.Routing.Status)
            {
                commit.Publish(new PresenceChanged(id, next.Presence.SystemPresence, now));
            }

            if (UserStatuses.Change(current.Value, next, current.Version + 1, now) is { } changed)
            {
                commit.Publish(changed);
            }

            if (await store.CommitAsync(commit, cancellation) == CommitOutcome.Committed)
            {
                return next;
            }
        }

        return Refusal.Conflict("request.conflict", "Others kept changing this user at the same time. Nothing was changed; try again.");
    }
}
