using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pillion.Browser.Tests.Driving;
using static Microsoft.Playwright.Assertions;

namespace Pillion.Browser.Tests;

/// <summary>
/// The product's one sentence, with nothing replaced: a ticket changes status, a script calls the API, the visitor's own tab
/// asks for consent, and an agent sees that tab live, through page changes and a crash of the server.
/// </summary>
public sealed partial class StoryTests : IAsyncLifetime
{
    private const string Password = "correct-horse-canary-91";
    private const string CardNumber = "4242 4242 4242 4242";

    private readonly ServerProcess _server = new();
    private IPlaywright _playwright = null!;
    private Profile _visitor = null!;
    private Profile _agent = null!;

    private VisitorUi VisitorUi => new(_visitor.Page);

    private IFrameLocator Mirror => _agent.Page.FrameLocator("main iframe").FrameLocator("iframe[title='Mirrored page']");

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _visitor = await Profile.OpenAsync(_playwright, "visitor");
        _agent = await Profile.OpenAsync(_playwright, "agent", 1440, 900);
    }

    public async ValueTask DisposeAsync()
    {
        await _visitor.DisposeAsync();
        await _agent.DisposeAsync();
        _playwright.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_ticket_becomes_a_live_session_and_survives_a_crash()
    {
        await TheVisitorSignsInAndShops();
        await TheAgentSignsIn();
        await TheTicketChangesStatusAndTheScriptRuns();
        await TheVisitorAcceptsAndTheAgentSeesThePage();
        await TheAgentPoints();
        await TheViewFollowsFiltersAndPages();
        await TheViewFollowsWhatIsTypedButNeverSecrets();
        await TheServerIsKilledAndTheSessionGoesOn();
        var conversation = await TheVisitorEndsAndTheAgentWrapsUp();
        await EverythingIsStillThereAfterAnotherRestart(conversation);

        Assert.Empty(_visitor.Errors);
        Assert.Empty(_agent.Errors);
    }

    private async Task TheVisitorSignsInAndShops()
    {
        var page = _visitor.Page;
        await page.GotoAsync($"{_server.Url}/demo/shop/sign-in.html");
        await page.FillAsync("#sign-in-email", "robin@example.test");
        await page.FillAsync("#sign-in-password", (await page.InnerTextAsync("#demo-password")).Trim());
        await page.ClickAsync("#sign-in-submit");
        await Expect(page.Locator("#account-first-name")).ToHaveTextAsync("Robin");
        await page.GotoAsync($"{_server.Url}/demo/shop/");
        await Expect(page.Locator("#products > li").First).ToBeVisibleAsync();
        await _visitor.PictureAsync("shops");
    }

    private async Task TheAgentSignsIn()
    {
        var page = _agent.Page;
        await page.GotoAsync($"{_server.Url}/console/");
        await page.GetByLabel("Email").FillAsync("agent@example.test");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("pillion");
        await _agent.PictureAsync("signs-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByLabel("Visitors on the site").GetByText("Robin Doe")).ToBeVisibleAsync();
        await _agent.PictureAsync("sees-who-is-online");
    }

    private async Task TheTicketChangesStatusAndTheScriptRuns()
    {
        var sample = Repository.At("samples", "ticket-to-cobrowse");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PILLION_URL"] = _server.Url,
            ["TICKETS_DB"] = Path.Combine(_server.Data, "tickets.db"),
            ["PYTHONPATH"] = Repository.At("sdk", "python"),
            ["PYTHONDONTWRITEBYTECODE"] = "1",
        };
        await Command.RunAsync("/usr/bin/python3", [Path.Combine(sample, "tickets.py"), "demo"], environment);
        await Command.RunAsync("/usr/bin/python3", [Path.Combine(sample, "tickets.py"), "set", "T-17", "needs-cobrowse"], environment);
        var printed = await Command.RunAsync("/usr/bin/python3", [Path.Combine(sample, "ticket_to_cobrowse.py"), "--once"], environment);

        Assert.Matches("(?i)session for Robin Doe with Avery Moss", printed);
        Assert.Matches(@"join code\s+\d{6}", printed);
        await Keep("script.txt", printed);
    }

    private async Task TheVisitorAcceptsAndTheAgentSeesThePage()
    {
        await VisitorUi.WaitForAsync("button", "Accept");
        await _visitor.PictureAsync("is-asked");
        await _agent.Page.GetByRole(AriaRole.Button, new() { Name = "Accept conversation with Robin Doe" }).ClickAsync();
        await Expect(_agent.Page.GetByTestId("conversation-state")).ToContainTextAsync("consent");
        await _agent.PictureAsync("waits-for-consent");
        await VisitorUi.ClickAwayAsync("button", "Accept");
        await VisitorUi.WaitForAsync("button", "End sharing");

        await Expect(Mirror.Locator("#products > li")).ToHaveCountAsync(await _visitor.Page.Locator("#products > li").CountAsync());
        await Expect(Mirror.Locator("#hero-title")).ToHaveTextAsync("Further, together.");
        await Expect(_agent.Page.GetByTestId("conversation-state")).ToContainTextAsync("Live");
        await _visitor.PictureAsync("shares");
        await _agent.PictureAsync("sees-the-page");
    }

    private async Task TheAgentPoints()
    {
        await _agent.Page.GetByRole(AriaRole.Button, new() { Name = "Laser pointer" }).ClickAsync();
        var title = await Mirror.Locator("#hero-title").BoundingBoxAsync();
        await _agent.Page.Mouse.MoveAsync(title!.X + (title.Width / 2), title.Y + (title.Height / 2), new() { Steps = 8 });
        await _agent.PictureAsync("points");
        await _visitor.PictureAsync("sees-the-laser-pointer");
        await _agent.Page.GetByRole(AriaRole.Button, new() { Name = "Laser pointer" }).ClickAsync();
    }

    private async Task TheViewFollowsFiltersAndPages()
    {
        var page = _visitor.Page;
        await page.Locator("#category-bags").CheckAsync();
        var shown = (await page.InnerTextAsync("#result-count")).Trim();
        await Expect(Mirror.Locator("#result-count")).ToHaveTextAsync(shown);
        await Expect(Mirror.Locator("#products > li")).ToHaveCountAsync(await page.Locator("#products > li").CountAsync());
        await Expect(Mirror.Locator("#category-bags")).ToBeCheckedAsync();
        await _agent.PictureAsync("sees-the-filter");

        await page.Locator("#products a").First.ClickAsync();
        await page.WaitForURLAsync("**/product.html?**");
        await Expect(page.Locator("#product-name")).Not.ToBeEmptyAsync();
        await Expect(Mirror.Locator("#product-name")).ToHaveTextAsync((await page.InnerTextAsync("#product-name")).Trim());
        await VisitorUi.WaitForAsync("button", "End sharing");
        await _visitor.PictureAsync("opens-a-product");
        await _agent.PictureAsync("follows-to-the-product");
    }

    private async Task TheViewFollowsWhatIsTypedButNeverSecrets()
    {
        var page = _visitor.Page;
        await page.GotoAsync($"{_server.Url}/demo/shop/product.html?id=tandem");
        await page.ClickAsync("#add-to-cart");
        await Expect(page.Locator("#cart-count")).ToHaveTextAsync("1");
        await page.GotoAsync($"{_server.Url}/demo/shop/checkout.html");
        await page.FillAsync("#street", "Rue de la Tandem 7");
        await page.SelectOptionAsync("#country", "FR");
        await page.CheckAsync("#delivery-express");
        await page.FillAsync("#card-number", CardNumber);
        await page.FillAsync("#card-cvc", "917");
        await Expect(Mirror.Locator("#street")).ToHaveValueAsync("Rue de la Tandem 7");
        await Expect(Mirror.Locator("#country option:checked")).ToHaveTextAsync("France");
        await Expect(Mirror.Locator("#delivery-express")).ToBeCheckedAsync();
        await Expect(Mirror.Locator("#card-number")).ToHaveValueAsync(Masked());
        await _visitor.PictureAsync("types-a-card-number");
        await _agent.PictureAsync("does-not-see-the-card-number");

        await page.GotoAsync($"{_server.Url}/demo/shop/account.html");
        await page.FillAsync("#password-new", Password);
        await page.FillAsync("#profile-name", "Robin Q. Doe");
        var loyalty = (await page.InnerTextAsync("#loyalty-number")).Trim();
        Assert.NotEmpty(loyalty);
        await Expect(Mirror.Locator("#profile-name")).ToHaveValueAsync("Robin Q. Doe");
        await Expect(Mirror.Locator("#password-new")).ToHaveValueAsync(Masked());
        await _agent.PictureAsync("does-not-see-the-password");

        foreach (var secret in (string[])[Password, CardNumber, "4242424242424242", loyalty])
        {
            Assert.False(_visitor.Wire.Holds(secret), $"\"{secret}\" left the visitor's browser.");
            Assert.False(_agent.Wire.Holds(secret), $"\"{secret}\" reached the agent's browser.");
            Assert.DoesNotContain(secret, _server.Output, StringComparison.Ordinal);
            Assert.Empty(FilesThatHold(secret));
        }

        // The search itself must be able to find what is there.
        Assert.True(_visitor.Wire.Holds("Rue de la Tandem 7"));
        Assert.True(_agent.Wire.Holds("Rue de la Tandem 7"));
    }

    private async Task TheServerIsKilledAndTheSessionGoesOn()
    {
        await _server.KillAsync();
        await Expect(_agent.Page.GetByText("Reconnecting").First).ToBeVisibleAsync();
        await VisitorUi.WaitForAsync("StaticText", "Reconnecting");
        await _visitor.PictureAsync("while-the-server-is-down");
        await _agent.PictureAsync("while-the-server-is-down");
        await _visitor.Page.FillAsync("#profile-name", "Typed while the server was down");
        await _server.StartAsync();

        await Expect(Mirror.Locator("#profile-name")).ToHaveValueAsync("Typed while the server was down", new() { Timeout = 40_000 });
        await _visitor.Page.FillAsync("#profile-name", "And after it came back");
        await Expect(Mirror.Locator("#profile-name")).ToHaveValueAsync("And after it came back");
        await VisitorUi.WaitForAsync("button", "End sharing");
        await _agent.PictureAsync("after-the-crash");
    }

    private async Task<string> TheVisitorEndsAndTheAgentWrapsUp()
    {
        var conversation = new Uri(_agent.Page.Url).Segments[^1];
        await VisitorUi.ClickAwayAsync("button", "End sharing");
        var page = _agent.Page;
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Wrap-up code" })).ToBeVisibleAsync();
        await _visitor.PictureAsync("has-ended");
        await _agent.PictureAsync("is-told-why-it-ended");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Wrap-up code" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Resolved" }).ClickAsync();
        await page.GetByLabel("Notes").FillAsync("The express delivery went through.");
        await _agent.PictureAsync("wraps-up");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and go to the lobby" }).ClickAsync();
        await Expect(page.GetByLabel("Visitors on the site")).ToBeVisibleAsync();
        return conversation;
    }

    private async Task EverythingIsStillThereAfterAnotherRestart(string conversation)
    {
        await _server.KillAsync();
        await _server.StartAsync();

        using var client = new HttpClient { BaseAddress = new Uri(_server.Url) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(client));
        var stored = await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/v2/conversations/{conversation}", UriKind.Relative));
        var participants = stored.GetProperty("participants").EnumerateArray().ToDictionary(participant => participant.GetProperty("purpose").GetString()!);
        var shared = participants["customer"].GetProperty("cobrowsesessions")[0];
        var wrapUp = participants["agent"].GetProperty("wrapup");

        Assert.Equal("disconnected", stored.GetProperty("state").GetString());
        Assert.Equal("disconnected", shared.GetProperty("state").GetString());
        Assert.Equal("sharer", shared.GetProperty("cobrowseRole").GetString());
        Assert.Equal("The express delivery went through.", wrapUp.GetProperty("notes").GetString());
        Assert.False(string.IsNullOrEmpty(stored.GetProperty("endTime").GetString()));
    }

    private static async Task<string> TokenAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/oauth/token", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("dev:dev-secret")));
        request.Content = new FormUrlEncodedContent([new KeyValuePair<string, string>("grant_type", "client_credentials")]);
        using var answer = await client.SendAsync(request);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    private IEnumerable<string> FilesThatHold(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return Directory.EnumerateFiles(_server.Data, "*", SearchOption.AllDirectories).Where(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray().AsSpan().IndexOf(bytes) >= 0;
        });
    }

    private static Task Keep(string name, string text)
    {
        var folder = Repository.At("artifacts", "screenshots", "story");
        Directory.CreateDirectory(folder);
        return File.WriteAllTextAsync(Path.Combine(folder, name), text);
    }

    [GeneratedRegex("^•+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Masked();
}
