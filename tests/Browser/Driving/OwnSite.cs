using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pillion.Browser.Tests.Driving;

/// <summary>A website of its own origin: its pages and files are open to those who have its cookie.</summary>
internal sealed class OwnSite : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, (string Type, byte[] Body)> _files = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly List<string> _refused = [];
    private readonly string _cookie;
    private readonly Task _serving;

    /// <param name="cookie">Value of the session cookie that <c>/sign-in</c> sets.</param>
    public OwnSite(string cookie)
    {
        _cookie = cookie;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Origin = $"http://localhost:{((IPEndPoint)probe.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add($"{Origin}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Origin { get; }

    /// <summary>Paths that were asked for without the cookie, and so were not answered with a file.</summary>
    public IReadOnlyList<string> Refused
    {
        get
        {
            lock (_gate)
            {
                return [.. _refused];
            }
        }
    }

    public void Add(string path, string type, string text) => Add(path, type, Encoding.UTF8.GetBytes(text));

    public void Add(string path, string type, byte[] body) => _files[path] = (type, body);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                Answer(context);
            }
            catch (Exception problem) when (problem is HttpListenerException or ObjectDisposedException)
            {
                if (!_listener.IsListening)
                {
                    return;
                }
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var path = request.Url!.AbsolutePath;
        if (path.StartsWith("/sign-in", StringComparison.Ordinal))
        {
            response.Headers["Set-Cookie"] = $"session={_cookie}; HttpOnly; Path=/";
            Write(response, "text/html", Encoding.UTF8.GetBytes("<!doctype html><title>Signed in</title><a id=\"go\" href=\"/page\">go</a>"));
        }
        else if (request.Cookies["session"]?.Value != _cookie)
        {
            lock (_gate)
            {
                _refused.Add(path);
            }

            response.StatusCode = 403;
            response.Close();
        }
        else if (_files.TryGetValue(path, out var file))
        {
            Write(response, file.Type, file.Body);
        }
        else
        {
            response.StatusCode = 404;
            response.Close();
        }
    }

    private static void Write(HttpListenerResponse response, string type, byte[] body)
    {
        response.ContentType = type;
        response.Headers["Cache-Control"] = "no-store";
        response.Close(body, willBlock: true);
    }
}
