using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Identity.Users;

/// <summary>Finds and changes users.</summary>
internal sealed class UserDirectory(IStore store)
{
    /// <summary>So many users fit on one server; listings and searches look through all of them.</summary>
    public const int Most = 5_000;

    private const int Batch = 500;
    private const int MostTries = 5;

    private readonly Remembered _remembered = new(store, User.Kind);

    public async ValueTask<User?> FindAsync(string id, CancellationToken cancellation) => (await GetAsync(id, cancellation))?.Value;

    /// <summary>The user with the version of their document, which rises with every change of anything about them.</summary>
    public ValueTask<Document<User>?> GetAsync(string id, CancellationToken cancellation) =>
        _remembered.GetAsync($"id:{id}", () => store.GetAsync<User>(User.Kind, id, cancellation));

    public async ValueTask<User?> FindByEmailAsync(string email, CancellationToken cancellation)
    {
        var key = User.EmailKey(email);
        return (await _remembered.GetAsync(key, () => store.FindAsync<User>(User.Kind, key, cancellation)))?.Value;
    }

    /// <summary>All users by name, at most <see cref="Most"/> and those of the configuration.</summary>
    public ValueTask<IReadOnlyList<User>> AllAsync(CancellationToken cancellation) => _remembered.GetAsync("all", () => LoadAllAsync(cancellation));

    /// <summary>Stores a new user, unless their email address is taken.</summary>
    public async Task<Result<User>> AddAsync(User user, CancellationToken cancellation)
    {
        var existing = await store.ListAsync<User>(new DocumentQuery(User.Kind, Take: 1), cancellation);
        if (existing.Total >= Most)
        {
            return Refusal.Conflict("too.many.users", $"There are {Most} users, and no more fit on one server.");
        }

        var commit = new Commit().Put(User.Kind, user.Id, user, 0, [User.EmailKey(user.Email)]);
        return await store.CommitAsync(commit, cancellation) == CommitOutcome.Committed
            ? user
            : UserRefusals.EmailTaken(user.Email, await FindByEmailAsync(user.Email, cancellation));
    }

    /// <summary>Changes a user and tells the other areas when that changes how they can be reached.</summary>
    public async Task<Result<User>> ChangeAsync(string id, DateTimeOffset now, Func<User, User> change, CancellationToken cancellation)
    {
        var changed = await ChangeVersionAsync(id, now, current => change(current.Value), cancellation);
        return changed.Refused ? changed.Refusal : changed.Value.Value;
    }

    /// <summary>As <see cref="ChangeAsync"/>, where the change depends on the version that is there.</summary>
    /// <param name="change">The changed user, or why not; called again when others were faster.</param>
    public async Task<Result<Document<User>>> ChangeVersionAsync(
        string id, DateTimeOffset now, Func<Document<User>, Result<User>> change, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var current = await store.GetAsync<User>(User.Kind, id, cancellation);
            if (current is null)
            {
                return UserRefusals.NotFound(id);
            }

            var decided = change(current);
            if (decided.Refused)
            {
                return decided.Refusal;
            }

            var next = decided.Value;
            if (next == current.Value)
            {
                return current;
            }

            var holder = await FindByEmailAsync(next.Email, cancellation);
            if (holder is not null && holder.Id != id)
            {
                return UserRefusals.EmailTaken(next.Email, holder);
            }

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
                return new Document<User>(id, next, current.Version + 1);
            }
        }

        return Refusal.Conflict("request.conflict", "Others kept changing this user at the same time. Nothing was changed; try again.");
    }

    private async ValueTask<IReadOnlyList<User>> LoadAllAsync(CancellationToken cancellation)
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
}
