using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Pillion.Samples.Shop;

namespace Pillion.Shop.Tests;

/// <summary>The shop on a host of its own, at a free port, and one customer's browser.</summary>
public sealed class Shop : IAsyncLifetime, IDisposable
{
    public const string Secret = "dev-site-secret-0123456789abcdef";
    private const string Prefix = "/some/where/shop";

    private readonly CookieContainer _cookies = new();
    private WebApplication? _app;
    private HttpClient? _http;

    // Far ahead of the machine's clock, by which the client throws away cookies that are over.
    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2100, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Time);
        _app = builder.Build();
        _app.MapDemoShop(Prefix, Secret);
        await _app.StartAsync();
        Address = new Uri($"{_app.Urls.Single()}{Prefix}/");
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    public void Dispose() => _http?.Dispose();

    internal Cookie? Cookie => _cookies.GetCookies(Address).FirstOrDefault();

    /// <summary>The same value sent back by hand, as a forger would.</summary>
    internal void ReplaceCookie(string value)
    {
        var cookie = Cookie!;
        cookie.Expired = true;
        _cookies.Add(new Cookie(cookie.Name, value, cookie.Path, Address.Host));
    }

    internal Task<HttpResponseMessage> GetAsync(string path) => _http!.GetAsync(new Uri(Address, path), TestContext.Current.CancellationToken);

    internal Task<string> ReadAsync(string path) => _http!.GetStringAsync(new Uri(Address, path), TestContext.Current.CancellationToken);

    internal Task<HttpResponseMessage> PostAsync(string path, string body, string type = "application/json") =>
        _http!.PostAsync(new Uri(Address, path), new StringContent(body, Encoding.UTF8, type), TestContext.Current.CancellationToken);

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http!.SendAsync(request, TestContext.Current.CancellationToken);

    internal Task<HttpResponseMessage> SignInAsync(string email = "robin@example.test", string password = "tandem-demo") =>
        PostAsync("api/sign-in", $$"""{"email":"{{email}}","password":"{{password}}"}""");
}
