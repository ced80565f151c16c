using System.Security.Cryptography;
using System.Text.Json;
using OpenIddict.Abstractions;
using Pillion.Identity.Users;
using Pillion.Kernel;
using Pillion.Kernel.Json;
using Pillion.Storage;
using Pillion.Storage.Keys;

namespace Pillion.Identity.Seeding;

/// <summary>
/// Puts the configuration's users into the store. An entry is applied when it is new or was changed, so what was changed
/// through the API since then stays, and so do users who were made there. Who is no longer configured can't log in any
/// more, and stays to be named in old conversations; who was there for development only is removed.
/// </summary>
internal sealed class SeededUsers(
    IStore store, UserDirectory users, Passwords passwords, IOpenIddictTokenManager tokens, KeyRing keys, TimeProvider time)
{
    private readonly byte[] _fingerprintKey = keys.Secret("seeded-users");

    public async Task ApplyAsync(IReadOnlyList<SeedUser> seed, CancellationToken cancellation)
    {
        var wanted = seed.SelectMany(one => new[] { User.EmailKey(one.Email), StableId.Of("user", one.Email) }).ToHashSet(StringComparer.Ordinal);
        foreach (var user in await users.AllAsync(cancellation))
        {
            if (user.Configured && !wanted.Contains(User.EmailKey(user.Email)) && !wanted.Contains(user.Id))
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
        else
        {
            await StoreAsync(
                user with { Active = false, Configured = false, Fingerprint = null, Stamp = Ids.New(), Version = user.Version + 1 }, cancellation);
        }

        await tokens.RevokeBySubjectAsync(user.Id, cancellation);
    }

    private async Task ApplyAsync(SeedUser seed, CancellationToken cancellation)
    {
        var (now, id, fingerprint) = (time.GetUtcNow(), StableId.Of("user", seed.Email), Fingerprint(seed));
        var current = await users.FindAsync(id, cancellation) ?? await users.FindByEmailAsync(seed.Email, cancellation);
        if (current is null)
        {
            await StoreAsync(
                new User(
                    id,
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
                    seed.Development,
                    fingerprint),
                cancellation);
            return;
        }

        if (current.Fingerprint == fingerprint)
        {
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
            Fingerprint = fingerprint,
        };
        await StoreAsync(next with { Version = current.Version + 1 }, cancellation);
        if (!samePassword || !sameRoles)
        {
            await tokens.RevokeBySubjectAsync(current.Id, cancellation);
        }
    }

    // Nobody else writes yet: this runs before the first request is taken.
    private async Task StoreAsync(User user, CancellationToken cancellation)
    {
        var outcome = await store.CommitAsync(new Commit().Put(User.Kind, user.Id, user, keys: [User.EmailKey(user.Email)]), cancellation);
        if (outcome == CommitOutcome.Conflict)
        {
            throw new InvalidOperationException(
                $"{Seed.Section}:Users: the email address \"{user.Email}\" is used by another user. Give one of them another address.");
        }
    }

    // The entry holds the password, so its fingerprint is a keyed one.
    private string Fingerprint(SeedUser seed) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_fingerprintKey, JsonSerializer.SerializeToUtf8Bytes(seed, Wire.Options)));
}
