using System.Text.Json.Nodes;
using Pillion.Notifications.Delivery;
using Pillion.Notifications.Tests.Hosting;
using Pillion.Notifications.Topics;

namespace Pillion.Notifications.Tests;

/// <summary>A client that does not read is closed, and nobody else notices.</summary>
public sealed class SlowClientTests : IAsyncLifetime
{
    private const string Presence = $"v2.users.{World.Avery}.presence";

    private App _app = null!;

    public async ValueTask InitializeAsync() => _app = await App.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(512)]
    [InlineData(1024 * 1024)]
    public async Task What_waits_for_a_socket_is_bounded_by_number_and_by_size(int size)
    {
        var channel = await _app.OpenAsync(Party.Avery);
        await channel.SubscribeAsync(Presence);
        var blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var slow = await channel.ConnectAsync(blocked);
        var other = await _app.OpenAsync(Party.Tickets);
        await other.SubscribeAsync(Presence);
        await using var quick = await other.ConnectAsync();

        // Kernel buffers take some; beyond them everything waits here.
        var body = new JsonObject { ["filling"] = new string('x', size) };
        var sent = 0;
        while (_app.Drops["too_slow"] == 0)
        {
            _app.Get<EventDesk>().Pass(TopicCatalog.Presence, World.Avery, body, $"{sent++}");
            await quick.EventAsync(Presence);
            Assert.True((long)sent * size < 256 * 1024 * 1024, "the queue is not bounded");
        }

        Assert.True(sent > Math.Min(NotificationLimits.QueuedMessages, NotificationLimits.QueuedBytes / size), $"closed after {sent} events already");
        blocked.SetResult();
        Assert.Equal((4430, "events came faster than they were read"), await slow.ClosedAsync());
        Assert.True(slow.Waiting.Count < sent);
        Assert.Equal(1, _app.Drops["too_slow"]);
        await quick.SettleAsync();
    }
}
