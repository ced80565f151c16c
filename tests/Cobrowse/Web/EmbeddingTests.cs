using System.Net;
using System.Text.Json.Nodes;
using Pillion.Cobrowse.Tests.Guests;
using Pillion.Cobrowse.Tests.Hosting;

namespace Pillion.Cobrowse.Tests.Web;

/// <summary>A page in a frame asks whether the page around it is of the site.</summary>
public sealed class EmbeddingTests
{
    private const string Pay = "https://pay.test";

    [Fact]
    public async Task A_page_of_the_site_learns_that_the_one_around_it_is_of_the_site_too()
    {
        await using var app = await StartAsync();

        var answer = await AskAsync(app, Pay, World.Origin);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(Pay, answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("Origin", answer.Headers.GetValues("Vary").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        var body = JsonNode.Parse(answer.Text)!;
        Assert.Equal([World.Origin], body["origins"]!.AsArray().Select(origin => origin!.GetValue<string>()));
        Assert.Equal("balanced", body["policy"]!["preset"]!.GetValue<string>());
        Assert.Equal(".secret", body["policy"]!["hide"]!.AsArray().Single()!.GetValue<string>());
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
    public async Task Nobody_else_learns_anything(string? origin, string? embedder, bool readable)
    {
        await using var app = await StartAsync();

        var answer = await AskAsync(app, origin, embedder);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("", answer.Text);
        Assert.Equal(readable, answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_site_that_is_not_there_has_no_pages()
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(app, Pay, World.Origin, "nowhere")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(app, Pay, World.Origin, "other")).Status);
    }

    [Fact]
    public async Task A_tab_that_shares_learns_which_frames_it_may_ask()
    {
        await using var scene = await Scene.SharingOnAsync(await StartAsync());

        Assert.Equal("dev", scene.Visitor.Session!["frames"]!["site"]!.GetValue<string>());
        Assert.Equal([Pay], scene.Visitor.Session["frames"]!["origins"]!.AsArray().Select(origin => origin!.GetValue<string>()));
    }

    [Fact]
    public async Task A_site_of_one_origin_has_no_frames_to_ask()
    {
        await using var scene = await Scene.SharingAsync();

        Assert.Null(scene.Visitor.Session!["frames"]);
    }

    private static async Task<App> StartAsync()
    {
        var app = await App.StartAsync();
        app.World.Site = app.World.Site with { AllowedOrigins = [World.Origin, Pay] };
        return app;
    }

    private static Task<GuestAnswer> AskAsync(App app, string? origin, string? embedder, string site = "dev")
    {
        var query = embedder is null ? "" : $"?embedder={Uri.EscapeDataString(embedder)}";
        return Guest.SendAsync(app, HttpMethod.Get, $"/live/embedding/{site}{query}", origin);
    }
}
