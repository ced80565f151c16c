using Pillion.Contracts;

namespace Pillion.Notifications.Channels;

/// <summary>Whether a channel may still be used over its socket, where no token says so.</summary>
internal sealed class ChannelAccess(IUserStatuses users)
{
    /// <summary>Someone who can no longer log in hears nothing more either.</summary>
    public async ValueTask<bool> MayListenAsync(Channel channel, CancellationToken cancellation) =>
        channel.UserId is null || await users.FindAsync(channel.UserId, cancellation) is { Active: true };
}
