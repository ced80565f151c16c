using System.Net;
using System.Net.Sockets;

namespace Pillion.Cobrowse.Assets.Fetching;

/// <summary>Says whether the server may connect to an address for a visitor's page.</summary>
internal delegate bool AddressPolicy(IPAddress address);

/// <summary>The addresses of the public internet (IANA special-purpose registries, RFC 6890 and what came since).</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            // This host, private use, carrier-grade NAT, loopback, link-local with the clouds' metadata services
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
            // Protocol assignments, documentation, 6to4 relays, benchmarks, multicast, reserved and broadcast
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4",
            // Within the global unicast block: Teredo and other protocol assignments, documentation, 6to4
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    // Everything else in IPv6 is loopback, link-local, unique-local, multicast, mapped or translated (NAT64), or not given out.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    public static bool Include(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(Special, network => network.Contains(plain)),
            AddressFamily.InterNetworkV6 => plain.ScopeId == 0 && GlobalUnicast.Contains(plain) && !Array.Exists(Special, network => network.Contains(plain)),
            _ => false,
        };
    }
}
