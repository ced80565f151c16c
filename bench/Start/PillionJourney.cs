using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Pillion.Bench.Measuring;
using Pillion.Browser.Tests.Driving;

namespace Pillion.Bench.Start;

/// <summary>Pillion's side of <see cref="Prompting"/>.</summary>
internal static class PillionJourney
{
    public static async Task<(IReadOnlyList<double> Prompts, IReadOnlyList<double> Pictures)> MeasureAsync(
        IBrowser browser, ServerUnderTest server, int runs, int pictures)
    {
        using var client = await SignedInClientAsync(server);
        await using var visitors = await browser.NewContextAsync();
        var visitor = await VisitorAsync(visitors, server);
        List<double> prompts = [], firsts = [];
        for (var run = 0; run < runs; run++)
        {
            prompts.Add(await PromptAsync(client, visitor));
            await visitor.EvaluateAsync("() => Pillion.end()");
            await visitor.WaitForFunctionAsync("() => Pillion.state === 'idle'");
        }

        await using var agents = await browser.NewContextAsync();
        var agent = await AgentAsync(agents, server);
        for (var run = 0; run < pictures; run++)
        {
            firsts.Add(await PictureAsync(client, visitor, agent, server));
        }

        return (prompts, firsts);
    }

    private static async Task<HttpClient> SignedInClientAsync(ServerUnderTest server)
    {
        var client = new HttpClient { BaseAddress = new Uri(server.Url) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("dev:dev-secret")));
        using var form = new FormUrlEncodedContent([new KeyValuePair<string, string>("grant_type", "client_credentials")]);
        using var answer = await client.PostAsync(new Uri("/oauth/token", UriKind.Relative), form);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<IPage> VisitorAsync(IBrowserContext context, ServerUnderTest server)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{server.Url}/demo/shop/sign-in.html");
        await page.FillAsync("#sign-in-email", "robin@example.test");
        await page.FillAsync("#sign-in-password", (await page.InnerTextAsync("#demo-password")).Trim());
        await page.ClickAsync("#sign-in-submit");
        await page.WaitForURLAsync("**/account.html");
        await page.GotoAsync($"{server.Url}/demo/shop/");
        await page.WaitForSelectorAsync("#products > li");
        await page.EvaluateAsync(
            """
            () => {
              Pillion.on('offer', () => requestAnimationFrame(() => (window.promptedAt = Date.now())));
              addEventListener('pointerdown', () => (window.sharedAt = Date.now()), true);
            }
            """);
        return page;
    }

    private static async Task<IPage> AgentAsync(IBrowserContext context, ServerUnderTest server)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{server.Url}/console/");
        await page.GetByLabel("Email").FillAsync("agent@example.test");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("pillion");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByLabel("Visitors on the site").WaitForAsync();
        return page;
    }

    private static async Task<double> PromptAsync(HttpClient client, IPage visitor)
    {
        await visitor.EvaluateAsync("() => delete window.promptedAt");
        var before = Clock.Now;
        await StartAsync(client);
        return await visitor.WaitForNumberAsync("promptedAt") - before;
    }

    // The agent is already in the conversation and waits, as after pressing "accept"; the visitor then consents.
    private static async Task<double> PictureAsync(HttpClient client, IPage visitor, IPage agent, ServerUnderTest server)
    {
        await visitor.EvaluateAsync("() => { delete window.promptedAt; delete window.sharedAt; }");
        var conversation = await StartAsync(client);
        await visitor.WaitForNumberAsync("promptedAt");
        await agent.GotoAsync($"{server.Url}/console/conversations/{conversation}");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Accept conversation with Robin Doe" }).ClickAsync();
        var picture = agent.FrameLocator("main iframe").FrameLocator("iframe[title='Mirrored page']").Locator("#hero-title").WaitForAsync();
        await new VisitorUi(visitor).ClickAwayAsync("button", "Accept");
        await picture;
        var rendered = Clock.Now;
        var accepted = await visitor.WaitForNumberAsync("sharedAt");
        await visitor.EvaluateAsync("() => Pillion.end()");
        await visitor.WaitForFunctionAsync("() => Pillion.state === 'idle'");
        return rendered - accepted;
    }

    private static async Task<string> StartAsync(HttpClient client)
    {
        using var answer = await client.PostAsJsonAsync(new Uri("/api/v2/conversations", UriKind.Relative), new
        {
            type = "cobrowse",
            participants = new object[] { new { userId = "agent@example.test", role = "agent" }, new { userId = "robin@example.test", role = "user" } },
        });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return answer.IsSuccessStatusCode
            ? body.GetProperty("id").GetString()!
            : throw new InvalidOperationException($"The start was refused: {body}");
    }
}
