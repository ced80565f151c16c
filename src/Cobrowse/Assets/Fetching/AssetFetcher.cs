using System.Net;
using System.Net.Sockets;
using Pillion.Cobrowse.Live;

namespace Pillion.Cobrowse.Assets.Fetching;

/// <summary>Finds the addresses of a host name.</summary>
internal delegate Task<IPAddress[]> HostLookup(string host, CancellationToken cancellation);

/// <summary>What came of a fetch: an asset, or the name of what went wrong.</summary>
internal sealed record FetchOutcome(string? MediaType, byte[] Bytes, string? Fault)
{
    public static FetchOutcome Of(string fault) => new(null, [], fault);
}

/// <summary>
/// Gets style sheets, images and fonts that a visitor's browser shows and may not read. A page's address is hostile input: only origins
/// that the site has named are asked, only at public addresses, without cookies, credentials or referrer. A name is looked
/// up once a connection, and the connection goes to the very address that was checked; a redirect is checked like the first
/// address, so neither leads inside.
/// </summary>
internal sealed class AssetFetcher : IDisposable
{
    private readonly AddressPolicy _isAllowed;
    private readonly HostLookup _lookup;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _client;

    public AssetFetcher(AddressPolicy isAllowed, HostLookup lookup, TimeProvider time)
    {
        (_isAllowed, _lookup, _time) = (isAllowed, lookup, time);
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PreAuthenticate = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.All,
            MaxResponseHeadersLength = 16,

            // What is not wanted is not read either: an answer without an end would be.
            MaxResponseDrainSize = 0,
            ResponseDrainTimeout = TimeSpan.Zero,
            MaxConnectionsPerServer = 8,
            ConnectTimeout = Limits.FetchConnectTimeout,
            PooledConnectionLifetime = Limits.FetchConnectionLifetime,
            ConnectCallback = ConnectAsync,
        });
    }

    /// <summary>
    /// True for an address of an origin in the list; <c>*</c> is every origin on the usual port. No address with a user name is.
    /// </summary>
    public static bool Admits(IReadOnlyList<string> origins, Uri url) =>
        url.Scheme is "http" or "https"
        && url.UserInfo.Length == 0
        && origins.Any(origin => origin == "*"
            ? url.IsDefaultPort
            : origin.Equals(url.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));

    /// <summary>Gets what is at an address, through as many redirects as are allowed.</summary>
    /// <param name="sheet">True for a style sheet, false for an image or a font.</param>
    public async Task<FetchOutcome> FetchAsync(Uri url, bool sheet, IReadOnlyList<string> origins, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(Limits.FetchTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            for (var hops = 0; hops <= Limits.MaxFetchRedirects; hops++)
            {
                if (!Admits(origins, url))
                {
                    return FetchOutcome.Of("fetch_origin");
                }

                using var response = await SendAsync(url, sheet, either.Token);
                if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                    or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
                {
                    return await ReadAsync(response, sheet, either.Token);
                }

                if (response.Headers.Location is not { } location || !Uri.TryCreate(url, location, out var next) || (url.Scheme == "https" && next.Scheme != "https"))
                {
                    return FetchOutcome.Of("fetch_failed");
                }

                url = next;
            }

            return FetchOutcome.Of("fetch_redirects");
        }
        catch (OperationCanceledException)
        {
            return FetchOutcome.Of("fetch_timeout");
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or SocketException or InvalidDataException)
        {
            return FetchOutcome.Of(problem.InnerException is ForbiddenAddressException || problem is ForbiddenAddressException ? "fetch_address" : "fetch_failed");
        }
    }

    public void Dispose() => _client.Dispose();

    private Task<HttpResponseMessage> SendAsync(Uri url, bool sheet, CancellationToken cancellation)
    {
        // The message lives as long as its response, which the caller disposes of.
#pragma warning disable CA2000
        var request = new HttpRequestMessage(HttpMethod.Get, url);
#pragma warning restore CA2000
        request.Headers.TryAddWithoutValidation("Accept", sheet ? "text/css" : "image/*,font/*;q=0.9");
        request.Headers.TryAddWithoutValidation("User-Agent", "Pillion");
        return _client.SendAsync(request, cancellation);
    }

    private static async Task<FetchOutcome> ReadAsync(HttpResponseMessage response, bool sheet, CancellationToken cancellation)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return FetchOutcome.Of("fetch_failed");
        }

        // Servers name images and sheets right, and fonts often as bytes: those are known by how they begin.
        var mediaType = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "";
        var named = mediaType == "text/css" ? sheet : !sheet && AssetUploads.IsAccepted(mediaType);
        if (!named && (sheet || mediaType is not ("" or "application/octet-stream" or "binary/octet-stream")))
        {
            return FetchOutcome.Of("fetch_type");
        }

        var most = sheet ? Limits.MaxFetchedSheetBytes : Limits.MaxAssetBytes;
        // What the server says of the length is no promise, and what is compressed grows.
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = await stream.ReadAsync(buffer, cancellation); read > 0; read = await stream.ReadAsync(buffer, cancellation))
        {
            if (bytes.Length + read > most)
            {
                return FetchOutcome.Of("asset_too_large");
            }

            bytes.Write(buffer, 0, read);
        }

        var whole = bytes.ToArray();
        return named ? new FetchOutcome(mediaType, whole, null)
            : FontType(whole) is { } font ? new FetchOutcome(font, whole, null)
            : FetchOutcome.Of("fetch_type");
    }

    private static string? FontType(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("wOF2"u8) ? "font/woff2"
        : bytes.StartsWith("wOFF"u8) ? "font/woff"
        : bytes.StartsWith("OTTO"u8) ? "font/otf"
        : bytes.StartsWith("\0\u0001\0\0"u8) || bytes.StartsWith("true"u8) ? "font/ttf"
        : null;

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _lookup(host, cancellation);

        // One address inside among others outside is no accident.
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, address => _isAllowed(address)))
        {
            throw new ForbiddenAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class ForbiddenAddressException() : IOException("The address is not one that may be asked.");
}
