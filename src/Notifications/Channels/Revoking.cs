using Pillion.Contracts;
using Pillion.Notifications.Sockets;
using Pillion.Storage.Messages;

namespace Pillion.Notifications.Channels;

/// <summary>A channel goes with the tokens that gave it leave: its address alone would go on telling what they may not read.</summary>
internal sealed class Revoking(ChannelStore channels, ConnectedChannels connected) : ISubscriber<TokensRevoked>
{
    public async Task HandleAsync(TokensRevoked message, CancellationToken cancellation)
    {
        var gone = await channels.WhereAsync(
            channel => message.Include(channel.Login, channel.UserId, channel.ClientId, channel.Authorized), cancellation);
        if (gone.Count == 0)
        {
            return;
        }

        // First, so that whoever connects again at once finds nothing.
        await channels.DropAsync(gone, cancellation);
        foreach (var channel in gone)
        {
            connected.Revoke(channel.Id);
        }
    }
}
