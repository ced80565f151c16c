namespace Pillion.Http;

/// <summary>Where browsers and clients reach this server. No trailing slashes.</summary>
/// <param name="PublicUrl">API, console, snippet: <c>http://localhost:8080</c>.</param>
/// <param name="ViewerUrl">
/// An origin of its own for mirrored pages, on which there are no cookies and nothing else to reach:
/// <c>http://view.localhost:8080</c>.
/// </param>
public sealed record Addresses(string PublicUrl, string ViewerUrl)
{
    /// <summary>The WebSocket address of the live protocol.</summary>
    public string LiveUrl => $"ws{PublicUrl["http".Length..]}/live";

    /// <summary>Host and port of the viewer's origin, as in a Host header.</summary>
    public string ViewerHost => new Uri(ViewerUrl).Authority;
}
