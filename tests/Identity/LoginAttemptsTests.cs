using System.Net;
using Microsoft.Extensions.Time.Testing;
using Pillion.Identity.OAuth;

namespace Pillion.Identity.Tests;

public sealed class LoginAttemptsTests
{
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.7");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void One_address_has_so_many_attempts_over_all_accounts()
    {
        var attempts = new LoginAttempts(_time);
        for (var i = 0; i < LoginAttempts.MostForAddress; i++)
        {
            Assert.Null(attempts.Begin($"user{i}@example.test", Home));
        }

        Assert.Equal(LoginAttempts.Window, attempts.Begin("one-more@example.test", Home));
        Assert.Null(attempts.Begin("one-more@example.test", IPAddress.Parse("192.0.2.8")));
    }

    [Fact]
    public void One_network_of_IPv6_counts_as_one_address()
    {
        var attempts = new LoginAttempts(_time);
        for (var i = 0; i < LoginAttempts.MostForAccount; i++)
        {
            Assert.Null(attempts.Begin("a@example.test", IPAddress.Parse($"2001:db8:1:2::{i + 1}")));
        }

        Assert.NotNull(attempts.Begin("a@example.test", IPAddress.Parse("2001:db8:1:2:ffff::1")));
        Assert.Null(attempts.Begin("a@example.test", IPAddress.Parse("2001:db8:1:3::1")));
    }

    [Fact]
    public void A_login_that_succeeds_gives_a_new_start()
    {
        var attempts = new LoginAttempts(_time);
        for (var i = 0; i < 100; i++)
        {
            Assert.Null(attempts.Begin("a@example.test", Home));
            attempts.Succeeded("a@example.test", Home);
        }
    }

    [Fact]
    public void What_is_remembered_is_bounded_and_the_oldest_go_first()
    {
        var attempts = new LoginAttempts(_time);
        for (var i = 0; i < LoginAttempts.MostForAccount; i++)
        {
            attempts.Begin("first@example.test", Home);
        }

        Assert.NotNull(attempts.Begin("first@example.test", Home));
        for (var i = 0; i < LoginAttempts.MostRemembered; i++)
        {
            attempts.Begin("x@example.test", new IPAddress([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]));
        }

        Assert.Null(attempts.Begin("first@example.test", Home));
    }
}
