using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pillion.Browser.Tests.Driving;

/// <summary>A server, a visitor on a site of their own, and an agent in the console, all of them real.</summary>
internal sealed class SharedPage : IAsyncDisposable
{
    private IPlaywright _playwright = null!;

    private SharedPage(OwnSite site, OwnSite other) => (Site, Other) = (site, other);

    public ServerProcess Server { get; } = new();

    public OwnSite Site { get; }

    /// <summary>The site's second origin.</summary>
    public OwnSite Other { get; }

    public Profile Visitor { get; private set; } = null!;

    public Profile Agent { get; private set; } = null!;

    public VisitorUi VisitorUi { get; private set; } = null!;

    public IFrameLocator Mirror => Agent.Page.FrameLocator("main iframe").FrameLocator("iframe[title='Mirrored page']");

    /// <summary>The tag that a page of the site carries; the page then knows its visitor as <c>window.visitorId</c>.</summary>
    public string Tag => $"""<script async src="{Server.Url}/pillion.js" data-site="own"></script>""";

    public static async Task<SharedPage> StartAsync(string cookie, string preset, params string[] hide)
    {
        var shared = new SharedPage(new OwnSite(cookie), new OwnSite(cookie));
        await shared.Server.StartAsync();
        shared._playwright = await Playwright.CreateAsync();
        SetDefaultExpectTimeout(20_000);
        shared.Visitor = await Profile.OpenAsync(shared._playwright, "visitor");
        shared.Agent = await Profile.OpenAsync(shared._playwright, "agent", 1440, 900);
        shared.VisitorUi = new VisitorUi(shared.Visitor.Page);
        await shared.SendAsync("/api/v2/sites", new
        {
            key = "own",
            name = "Own",
            homeUrl = $"{shared.Site.Origin}/page",
            allowedOrigins = new[] { shared.Site.Origin, shared.Other.Origin },
            privacyPolicy = new { preset, hide },
        });
        return shared;
    }

    /// <summary>The visitor opens the page and agrees; the agent sees it.</summary>
    /// <param name="address">Path of the page, with what else is in its address.</param>
    public async Task ShareAsync(string address)
    {
        var page = Visitor.Page;
        await page.GotoAsync($"{Site.Origin}{address}");
        var visitor = await page.EvaluateAsync<string>(
            "new Promise((resolve) => { const ask = () => window.Pillion?.on ? Pillion.on('ready', ({ visitor }) => resolve(visitor.id)) : setTimeout(ask, 20); ask(); })");
        await Agent.Page.GotoAsync($"{Server.Url}/console/");
        await Agent.Page.GetByLabel("Email").FillAsync("agent@example.test");
        await Agent.Page.GetByLabel("Password", new() { Exact = true }).FillAsync("pillion");
        await Agent.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(Agent.Page.GetByLabel("Visitors on the site")).ToBeVisibleAsync();
        await SendAsync("/api/v2/conversations", new
        {
            type = "cobrowse",
            participants = new object[] { new { userId = "agent@example.test", role = "agent" }, new { userId = visitor, role = "user" } },
            siteId = "own",
        });
        await Agent.Page.GetByRole(AriaRole.Button, new() { Name = "Accept conversation with" }).ClickAsync();
        await VisitorUi.WaitForAsync("button", "Accept");
        await VisitorUi.ClickAwayAsync("button", "Accept");
        await VisitorUi.WaitForAsync("button", "End sharing");
        await Expect(Agent.Page.GetByTestId("conversation-state")).ToContainTextAsync("Live");
    }

    /// <summary>Files of the server's data folder, each with what is in it now.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Stored() =>
        Directory.EnumerateFiles(Server.Data, "*", SearchOption.AllDirectories).Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return (Path.GetRelativePath(Server.Data, file), copy.ToArray());
        });

    public async ValueTask DisposeAsync()
    {
        await Visitor.DisposeAsync();
        await Agent.DisposeAsync();
        _playwright.Dispose();
        await Server.DisposeAsync();
        await Site.DisposeAsync();
        await Other.DisposeAsync();
    }

    private async Task SendAsync(string path, object body)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Server.Url) };
        using var asking = new HttpRequestMessage(HttpMethod.Post, new Uri("/oauth/token", UriKind.Relative));
        asking.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("dev:dev-secret")));
        asking.Content = new FormUrlEncodedContent([new KeyValuePair<string, string>("grant_type", "client_credentials")]);
        using var granted = await client.SendAsync(asking);
        var token = (await granted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
