using OpenIddict.Abstractions;
using Pillion.Identity.Users;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Identity.Seeding;

/// <summary>
/// Makes the stored users the ones of the configuration. Who is no longer in it can't log in any more, and stays to be
/// named in old conversations; who was there for development only is removed.
/// </summary>
internal sealed class SeededUsers(
    IStore store, UserDirectory users, Passwords passwords, IOpenIddictTokenManager tokens, TimeProvider time)
{
    public async Task ApplyAsync(IReadOnlyList<SeedUser> seed, CancellationToken cancellation)
    {
        foreach (var user in await users.AllAsync(cancellation))
        {
            if (!seed.Any(one => User.EmailKey(one.Email) == User.EmailKey(user.Email)))
            {
                await RetireAsync(user, cancellation);
            }
        }

        foreach (var user in seed)
        {
            await ApplyAsync(user, cancellation);
        }
    }

    private async Task RetireAsync(User user, CancellationToken cancellation)
    {
        if (user.Development)
        {
            await store.CommitAsync(new Commit().Delete(User.Kind, user.Id), cancellation);
        }
        else if (user.Active)
        {
            await StoreAsync(user with { Active = false, Configured = false, Stamp = Ids.New(), Version = user.Version + 1 }, cancellation);
        }
        else
        {
            return;
        }

        await tokens.RevokeBySubjectAsync(user.Id, cancellation);
    }

    private async Task ApplyAsync(SeedUser seed, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (await users.FindByEmailAsync(seed.Email, cancellation) is not { } current)
        {
            await StoreAsync(
                new User(
                    StableId.Of("user", seed.Email),
                    seed.Name,
                    seed.Email,
                    seed.Title,
                    seed.Roles,
                    true,
                    passwords.Hash(seed.Password),
                    Ids.New(),
                    new PresenceState(seed.Presence, null, now),
                    new RoutingState(RoutingStatuses.OffQueue, now),
                    1,
                    true,
                    seed.Development),
                cancellation);
            return;
        }

        var samePassword = passwords.Fits(current, seed.Password);
        var sameRoles = current.Roles.SequenceEqual(seed.Roles);
        var next = current with
        {
            Name = seed.Name,
            Title = seed.Title,
            Roles = sameRoles ? current.Roles : seed.Roles,
            Active = true,
            PasswordHash = samePassword ? current.PasswordHash : passwords.Hash(seed.Password),
            Stamp = samePassword ? current.Stamp : Ids.New(),
            Configured = true,
            Development = seed.Development,
        };
        if (next == current)
        {
            return;
        }

        await StoreAsync(next with { Version = current.Version + 1 }, cancellation);
        if (!samePassword || !sameRoles)
        {
            await tokens.RevokeBySubjectAsync(current.Id, cancellation);
        }
    }

    // Nobody else writes yet: this runs before the first request is taken.
    private Task<CommitOutcome> StoreAsync(User user, CancellationToken cancellation) =>
        store.CommitAsync(new Commit().Put(User.Kind, user.Id, user, keys: [User.EmailKey(user.Email)]), cancellation);
}
