using Pillion.Contracts;

namespace Pillion.Identity.Users;

/// <summary>How users can be reached, for the other areas.</summary>
internal sealed class UserStatuses(UserDirectory users) : IUserStatuses
{
    public async ValueTask<UserStatus?> FindAsync(string userId, CancellationToken cancellation) =>
        await users.FindAsync(userId, cancellation) is { } user ? Of(user) : null;

    /// <summary>What to tell the other areas of a change; null when it does not touch the status.</summary>
    public static UserStatusChanged? Change(User former, User next, long version, DateTimeOffset at)
    {
        var presence = former.Presence.SystemPresence != next.Presence.SystemPresence || former.Presence.Message != next.Presence.Message;
        var routing = former.Routing.Status != next.Routing.Status;
        return presence || routing ? new UserStatusChanged(Of(next), version, presence, routing, at) : null;
    }

    private static UserStatus Of(User user) => new(
        user.Id,
        user.Active,
        Presences.Of(user.Presence.SystemPresence).Id,
        user.Presence.SystemPresence,
        user.Presence.Message,
        user.Presence.ModifiedDate,
        user.Routing.Status,
        user.Routing.StartTime);
}
