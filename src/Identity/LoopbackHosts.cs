using System.Net;

namespace Pillion.Identity;

/// <summary>Host names that never leave the machine, for which plain http is as good as https.</summary>
internal static class LoopbackHosts
{
    /// <summary>True for <c>localhost</c>, names below it (RFC 6761, 6.3) and loopback addresses.</summary>
    public static bool Includes(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
