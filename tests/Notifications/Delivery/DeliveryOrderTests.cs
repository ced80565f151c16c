using System.Diagnostics.Metrics;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Pillion.Notifications.Delivery;
using Pillion.Notifications.Sockets;
using Pillion.Notifications.Tests.Hosting;

namespace Pillion.Notifications.Tests.Delivery;

public sealed class DeliveryOrderTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _passed = [];
    private readonly Drops _drops;
    private readonly DeliveryOrder _order;

    public DeliveryOrderTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _drops = new Drops(meters);
        _order = new DeliveryOrder(new NotificationMetrics(meters), _time);
    }

    public void Dispose()
    {
        _drops.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task A_change_passes_once()
    {
        await PassAsync("a", 1);
        await PassAsync("a", 1);
        await PassAsync("a", 3);
        await PassAsync("a", 2);
        await PassAsync("b", 1);
        Assert.Equal(["a1", "a3", "b1"], _passed);
    }

    [Fact]
    public async Task Later_changes_of_a_subject_wait_for_one_that_failed_and_others_do_not()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => FailAsync("a", 2));
        await Assert.ThrowsAsync<EarlierChangeException>(() => PassAsync("a", 3));
        await PassAsync("b", 3);
        await PassAsync("a", 2);

        // The third one waits as well by now, so the fourth does not overtake it.
        await Assert.ThrowsAsync<EarlierChangeException>(() => PassAsync("a", 4));
        await PassAsync("a", 3);
        await PassAsync("a", 4);
        Assert.Equal(["b3", "a2", "a3", "a4"], _passed);
        Assert.Equal(0, _drops["late"]);
    }

    [Fact]
    public async Task Nobody_waits_for_ever_and_what_comes_too_late_is_dropped_and_counted()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => FailAsync("a", 1));
        _time.Advance(NotificationLimits.LongestHold - TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<EarlierChangeException>(() => PassAsync("a", 2));
        _time.Advance(TimeSpan.FromTicks(1));
        await PassAsync("a", 2);
        await PassAsync("a", 1);
        await PassAsync("a", 1);
        Assert.Equal(["a2"], _passed);
        Assert.Equal(1, _drops["late"]);
        await PassAsync("a", 3);
        Assert.Equal(["a2", "a3"], _passed);
    }

    [Fact]
    public async Task The_memory_is_bounded_and_forgets_the_oldest()
    {
        for (var subject = 0; subject <= NotificationLimits.RememberedSubjects; subject++)
        {
            await PassAsync($"{subject}/", 1);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _passed.Clear();
        await PassAsync("0/", 1);
        await PassAsync($"{NotificationLimits.RememberedSubjects}/", 1);
        Assert.Equal(["0/1"], _passed);
    }

    [Fact]
    public void However_messages_fail_and_come_again_they_pass_in_order_and_once()
    {
        Gen.Select(Gen.Int[1, 3].Array[1, 12], Gen.Int[0, 100].Array[40]).Sample((failures, picks) =>
        {
            var order = new DeliveryOrder(new NotificationMetrics(_services.GetRequiredService<IMeterFactory>()), new FakeTimeProvider());
            var left = failures.Select(count => count - 1).ToArray();
            var passed = new List<int>();

            // An outbox: messages come in order first, then failed ones in any order, until all are through.
            var waiting = Enumerable.Range(1, failures.Length).ToList();
            var pick = 0;
            for (var round = 0; waiting.Count > 0; round++)
            {
                var again = new List<int>();
                foreach (var version in waiting)
                {
                    if (!Try(order, version, left, passed))
                    {
                        again.Insert(round == 0 ? again.Count : picks[pick++ % picks.Length] % (again.Count + 1), version);
                    }
                }

                Assert.True(round < 200, "it does not come to an end");
                waiting = again;
            }

            Assert.Equal(Enumerable.Range(1, failures.Length), passed);
        });
    }

    private static bool Try(DeliveryOrder order, int version, int[] failuresLeft, List<int> passed)
    {
        try
        {
            order.PassAsync("a", version, () =>
            {
                if (failuresLeft[version - 1]-- > 0)
                {
                    throw new InvalidOperationException("played");
                }

                passed.Add(version);
                return Task.CompletedTask;
            }).GetAwaiter().GetResult();
            return true;
        }
        catch (Exception problem) when (problem is InvalidOperationException or EarlierChangeException)
        {
            return false;
        }
    }

    private Task PassAsync(string subject, long version) => _order.PassAsync(subject, version, () =>
    {
        _passed.Add($"{subject}{version}");
        return Task.CompletedTask;
    });

    private Task FailAsync(string subject, long version) =>
        _order.PassAsync(subject, version, () => Task.FromException(new InvalidOperationException("played")));
}
