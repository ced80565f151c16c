using System.Net;

namespace Pillion.Identity.Tests;

/// <summary>Users and sites carry their version as ETag, and changes can be bound to it.</summary>
public sealed class EntityTagTests : IAsyncLifetime
{
    private IdentityApp _app = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _app = await IdentityApp.StartAsync();
        _token = await _app.TokenAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_user_is_changed_at_the_version_that_was_read()
    {
        var path = $"/api/v2/users/{(await _app.Agents.FindAsync("agent@example.test", TestContext.Current.CancellationToken))!.Id}";
        var tag = await TagAsync(path);
        Assert.Equal(HttpStatusCode.NotModified, (await SendAsync(HttpMethod.Get, path, null, ("If-None-Match", tag))).Status);

        // With If-Match there is no need for the field.
        var changed = (await SendAsync(HttpMethod.Patch, path, """{"title":"Lead"}""", ("If-Match", tag))).Expect(HttpStatusCode.OK);
        Assert.Equal(await TagAsync(path), changed.Headers.ETag!.Tag);
        Assert.Equal("precondition.failed", (await SendAsync(HttpMethod.Patch, path, """{"title":"x"}""", ("If-Match", tag))).Expect(HttpStatusCode.PreconditionFailed)["code"]);
        Assert.Equal("stale.version", (await SendAsync(HttpMethod.Patch, path, """{"title":"x","version":1}""", ("If-Match", "*"))).Expect(HttpStatusCode.Conflict)["code"]);
        Assert.Equal("invalid.entity.tag", (await SendAsync(HttpMethod.Patch, path, """{"title":"x"}""", ("If-Match", "soon"))).Expect(HttpStatusCode.BadRequest)["code"]);

        var refused = (await SendAsync(HttpMethod.Patch, path, """{"titel":"Chief"}""", ("If-Match", changed.Headers.ETag!.Tag))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("Chief", (await Suggested.SendAsync(_app, refused, _token))["title"]);
    }

    [Fact]
    public async Task A_site_is_replaced_at_the_version_that_was_read()
    {
        const string path = "/api/v2/sites/dev";
        var tag = await TagAsync(path);
        Assert.Equal(HttpStatusCode.NotModified, (await SendAsync(HttpMethod.Get, path, null, ("If-None-Match", tag))).Status);
        var site = (await _app.GetAsync(path, _token)).Body;
        site["name"] = "Renamed";

        var changed = (await SendAsync(HttpMethod.Put, path, site.ToJsonString(), ("If-Match", tag))).Expect(HttpStatusCode.OK);

        Assert.Equal(await TagAsync(path), changed.Headers.ETag!.Tag);
        (await SendAsync(HttpMethod.Put, path, site.ToJsonString(), ("If-Match", tag))).Expect(HttpStatusCode.PreconditionFailed);
        var made = (await SendAsync(HttpMethod.Post, "/api/v2/sites", """{"key":"shop","name":"Shop","homeUrl":"https://shop.example/"}""")).Expect(HttpStatusCode.Created);
        Assert.Equal(await TagAsync("/api/v2/sites/shop"), made.Headers.ETag!.Tag);
    }

    private async Task<string> TagAsync(string path) => (await _app.GetAsync(path, _token)).Expect(HttpStatusCode.OK).Headers.ETag!.Tag;

    private async Task<Answer> SendAsync(HttpMethod method, string path, string? body, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : IdentityApp.Json(body) };
        request.Headers.Authorization = new("Bearer", _token);
        if (header is { } extra)
        {
            request.Headers.TryAddWithoutValidation(extra.Name, extra.Value);
        }

        using var response = await _app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response);
    }
}
