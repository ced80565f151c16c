using Pillion.Http.Tests.Hosting;

[assembly: AssemblyFixture(typeof(SharedHost))]

namespace Pillion.Http.Tests.Hosting;

/// <summary>One server for all tests that can share one: they use names and keys of their own.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    internal Host Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await Host.StartAsync(["--Pillion:RateLimits:Burst=100000", "--Pillion:RateLimits:AnonymousBurst=100000"]);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
