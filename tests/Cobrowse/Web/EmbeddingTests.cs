using System.Net;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Guests;
using Pillion.Cobrowse.Tests.Hosting;

namespace Pillion.Cobrowse.Tests.Web;

/// <summary>A page in a frame asks whether the page around it is of the site.</summary>
public sealed class EmbeddingTests
{
    private const string Pay = "https://pay.test";

    [Fact]
    public async Task A_page_of_the_site_learns_that_the_one_around_it_is_of_the_site_and_shared()
    {
        await using var scene = await SharingAsync();

        var answer = await AskAsync(scene.App, Pay, World.Origin, TokenOf(scene));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(Pay, answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("Origin", answer.Header("Vary"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal([World.Origin], answer.Body["origins"]!.AsArray().Select(origin => origin!.GetValue<string>()));
        Assert.Equal([".secret", ".secret"], HiddenBy(answer));
    }

    [Fact]
    public async Task It_learns_both_what_was_agreed_to_and_what_is_hidden_now()
    {
        await using var scene = await SharingAsync();
        var site = scene.App.World.Site;
        scene.App.World.Site = site with { PrivacyPolicy = site.PrivacyPolicy with { Version = 4, Hide = [".more"] } };

        Assert.Equal([".secret", ".more"], HiddenBy(await AskAsync(scene.App, Pay, World.Origin, TokenOf(scene))));
    }

    [Theory]
    [InlineData(Pay, "https://evil.test", true)]
    [InlineData(Pay, "https://shop.test.evil.test", true)]
    [InlineData(Pay, "null", true)]
    [InlineData(Pay, "", true)]
    [InlineData(Pay, null, true)]
    [InlineData("https://evil.test", World.Origin, false)]
    [InlineData("null", World.Origin, false)]
    [InlineData(null, World.Origin, false)]
    public async Task Pages_of_other_websites_learn_nothing_and_nothing_is_shown_to_them(string? origin, string? embedder, bool readable)
    {
        await using var scene = await SharingAsync();

        var answer = await AskAsync(scene.App, origin, embedder, TokenOf(scene));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("", answer.Text);
        Assert.Equal(readable, answer.Header("Access-Control-Allow-Origin") is not null);
    }

    [Fact]
    public async Task Without_a_token_of_a_session_that_is_shared_nothing_is_shown()
    {
        await using var scene = await SharingAsync();
        var (app, session) = (scene.App, scene.Conversation.SessionId);
        var token = TokenOf(scene);
        var tokens = app.Get<JoinTokens>();

        foreach (var other in new[]
        {
            "",
            "no token",
            token[..^4],
            new string('a', 5000),
            scene.Visitor.Session!["token"]!.GetValue<string>(),
            tokens.ForAgent(session, Agents.Avery, app.World.Site.Id, null).Token,
            tokens.ForFrames(session, scene.Visitor.Id, app.World.OtherSite.Id),
            tokens.ForFrames("another", scene.Visitor.Id, app.World.Site.Id),
        })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(app, Pay, World.Origin, other)).Status);
        }

        await scene.Visitor.RequestAsync("end", []);
        await scene.Visitor.EventAsync("ended");
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(app, Pay, World.Origin, token)).Status);
    }

    [Fact]
    public async Task The_token_opens_no_socket()
    {
        await using var scene = await SharingAsync();

        await using var visitor = await VisitorClient.OpenAsync(scene.App, tab: scene.Visitor.Tab);
        await visitor.SendAsync(FrameKind.Hello, VisitorClient.Hello(scene.Visitor.Tab, session: (TokenOf(scene), 2, 0)));

        Assert.Equal(CloseCode.Token, (await visitor.ClosedAsync()).Code);
    }

    [Fact]
    public async Task A_site_that_is_not_there_has_no_pages()
    {
        await using var scene = await SharingAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(scene.App, Pay, World.Origin, TokenOf(scene), "nowhere")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(scene.App, Pay, World.Origin, TokenOf(scene), "other")).Status);
    }

    [Fact]
    public async Task A_tab_that_shares_learns_which_frames_it_may_ask()
    {
        await using var scene = await SharingAsync();

        Assert.Equal("dev", scene.Visitor.Session!["frames"]!["site"]!.GetValue<string>());
        Assert.Equal([Pay], scene.Visitor.Session["frames"]!["origins"]!.AsArray().Select(origin => origin!.GetValue<string>()));
    }

    [Fact]
    public async Task A_site_of_one_origin_has_no_frames_to_ask()
    {
        await using var scene = await Scene.SharingAsync();

        Assert.Null(scene.Visitor.Session!["frames"]);
    }

    private static async Task<Scene> SharingAsync()
    {
        var app = await App.StartAsync();
        app.World.Site = app.World.Site with { AllowedOrigins = [World.Origin, Pay] };
        return await Scene.SharingOnAsync(app);
    }

    private static string TokenOf(Scene scene) => scene.Visitor.Session!["frames"]!["token"]!.GetValue<string>();

    private static IEnumerable<string> HiddenBy(GuestAnswer answer) =>
        answer.Body["policies"]!.AsArray().SelectMany(policy => policy!["hide"]!.AsArray()).Select(selector => selector!.GetValue<string>());

    private static async Task<GuestAnswer> AskAsync(App app, string? origin, string? embedder, string token, string site = "dev")
    {
        var query = embedder is null ? "" : $"?embedder={Uri.EscapeDataString(embedder)}";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/live/embedding/{site}{query}") { Content = new StringContent(token) };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await Guest.SendAsync(app, request);
    }
}
