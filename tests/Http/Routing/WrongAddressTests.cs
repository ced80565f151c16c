using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests.Routing;

/// <summary>Addresses and methods that are nearly right are answered with the operation that was meant.</summary>
public sealed class WrongAddressTests(SharedHost shared) : IAsyncLifetime
{
    private const string A = "0198c0de-0000-7000-8000-00000000000a";
    private const string B = "0198c0de-0000-7000-8000-00000000000b";
    private const string Start = """{"to":[{"id":"robin@example.test","type":"email"}],"agent":{"email":"agent@example.test"}}""";

    private readonly Host _host = shared.Host;
    private string _token = "";

    public async ValueTask InitializeAsync() => _token = await _host.TokenAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("POST", "/api/v2/cobrowse/sessions", "POST /api/v2/conversations/cobrowse")]
    [InlineData("POST", "/api/v2/conversations/cobrowse/sessions", "POST /api/v2/conversations/cobrowse")]
    [InlineData("POST", "/api/v2/conversations/cobrowsing", "POST /api/v2/conversations/cobrowse")]
    [InlineData("POST", "/api/v2/conversations/screenshare", "POST /api/v2/conversations/cobrowse")]
    [InlineData("GET", "/api/v1/conversations", "GET /api/v2/conversations")]
    [InlineData("GET", "/conversations", "GET /api/v2/conversations")]
    [InlineData("GET", "/v2/conversations", "GET /api/v2/conversations")]
    [InlineData("GET", "/api/conversations", "GET /api/v2/conversations")]
    [InlineData("GET", "/api/v2//conversations", "GET /api/v2/conversations")]
    [InlineData("GET", "/api/v2/conversation/" + A, "GET /api/v2/conversations/" + A)]
    [InlineData("GET", "/api/v2/interactions/" + A, "GET /api/v2/conversations/" + A)]
    [InlineData("GET", "/api/v2/user/me", "GET /api/v2/users/me")]
    [InlineData("GET", "/api/v2/routing/wrapup_codes", "GET /api/v2/routing/wrapupcodes")]
    [InlineData("GET", "/api/v2/wrapupcodes", "GET /api/v2/routing/wrapupcodes")]
    [InlineData("POST", "/api/v2/conversations/" + A + "/end", "POST /api/v2/conversations/" + A + "/disconnect")]
    [InlineData("POST", "/api/v2/conversations/disconnect/" + A, "POST /api/v2/conversations/" + A + "/disconnect")]
    [InlineData("PATCH", "/api/v2/conversations/" + A + "/participant/" + B, "PATCH /api/v2/conversations/" + A + "/participants/" + B)]
    [InlineData("GET", "/api/v2/agents", "GET /api/v2/users")]
    [InlineData("POST", "/api/v2/oauth/token", "POST /oauth/token")]
    [InlineData("POST", "/login/oauth/token", "POST /oauth/token")]
    [InlineData("GET", "/api/v2/cobrowse/visitors", "GET /api/v2/cobrowse/lobby")]
    [InlineData("GET", "/api/v2/cobrowse/sessions", "GET /api/v2/conversations/cobrowsesessions")]
    [InlineData("GET", "/api/v2/conversations/cobrowse/sessions", "GET /api/v2/conversations/cobrowsesessions")]
    [InlineData("GET", "/api/v2/sessions", "GET /api/v2/conversations/cobrowsesessions")]
    [InlineData("POST", "/api/v2/sessions", "POST /api/v2/conversations/cobrowse")]
    [InlineData("GET", "/api/v2/conversations/voice/" + A, "GET /api/v2/conversations/calls/" + A)]
    [InlineData("POST", "/api/v2/conversations/webchat/" + A + "/cobrowse", "POST /api/v2/conversations/" + A + "/cobrowse")]
    [InlineData("GET", "/api/v2/conversations/chats", "GET /api/v2/conversations/messages")]
    [InlineData("GET", "/api/v2/conversations/callbacks", "GET /api/v2/conversations/calls")]
    [InlineData("GET", "/api/v2/notification/channel", "GET /api/v2/notifications/channels")]
    [InlineData("GET", "/api/v2/bananas", null)]
    [InlineData("GET", "/api/v2/conversations/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p", null)]
    public async Task An_address_that_is_nearly_right_is_named(string method, string path, string? nearest)
    {
        var refused = (await _host.SendAsync(method, path, method is "GET" ? null : "{}", _token)).Expect(404, "not.found");

        Assert.Equal(nearest, refused.Fault["nearest"]?.GetValue<string>());
        Assert.Contains(nearest ?? "/docs", refused["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/api/v2/conversations/" + A + "/participants/" + B, "PATCH", "PATCH /api/v2/conversations/" + A + "/participants/" + B)]
    [InlineData("POST", "/api/v2/users/" + A + "/routingstatus", "PUT", "PUT /api/v2/users/" + A + "/routingstatus")]
    [InlineData("GET", "/api/v2/users/search", "POST", "POST /api/v2/users/search")]
    [InlineData("GET", "/api/v2/conversations/cobrowse", "POST", "GET /api/v2/conversations/cobrowsesessions")]
    [InlineData("GET", "/api/v2/conversations/" + A + "/disconnect", "POST", "POST /api/v2/conversations/" + A + "/disconnect")]
    [InlineData("POST", "/api/v2/conversations/calls", "GET", "POST /api/v2/conversations")]
    [InlineData("PUT", "/api/v2/conversations/" + A, "GET", null)]
    public async Task A_method_that_an_address_does_not_have_is_answered_with_those_it_has(string method, string path, string allowed, string? nearest)
    {
        var refused = (await _host.SendAsync(method, path, method is "GET" ? null : "{}", _token)).Expect(405, "method.not.allowed");

        Assert.Contains(allowed, refused.Header("Allow")!.Split(", "));
        Assert.Contains(allowed, refused.Fault["expected"]!.AsArray().Select(node => node!.GetValue<string>()));
        Assert.DoesNotContain("DELETE", refused.Fault["nearest"]?.GetValue<string>() ?? "", StringComparison.Ordinal);
        if (nearest is not null)
        {
            Assert.Equal(nearest, refused.Fault["nearest"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_word_of_the_api_is_never_an_id()
    {
        var refused = (await _host.GetAsync("/api/v2/conversations/cobrowse", _token)).Expect(405, "method.not.allowed");
        Assert.Equal("OPTIONS, POST", refused.Header("Allow"));

        (await _host.GetAsync("/api/v2/users/search", _token)).Expect(405);
        (await _host.GetAsync("/api/v2/conversations/COBROWSE", _token)).Expect(405);
        (await _host.GetAsync("/api/v2/conversations/cobrows", _token)).Expect(404, "not.found");
        (await _host.GetAsync("/api/v2/users/self", _token)).Expect(404, "not.found");
        (await _host.GetAsync("/api/v2/conversations/cobrowse/participants/x/wrapup", _token)).Expect(404, "not.found");

        // What is no word is a malformed id, and the operation says so.
        (await _host.GetAsync("/api/v2/conversations/banana", _token)).Expect(404, "malformed.id");
        (await _host.GetAsync("/api/v2/users/me", _token)).Expect(400, "not.a.user");
    }

    [Fact]
    public async Task A_wrong_address_with_a_body_is_answered_with_the_request_that_works()
    {
        var refused = (await _host.SendAsync("POST", "/api/v2/cobrowse/sessions", Start, _token)).Expect(404);

        (await FollowAsync(refused)).Expect(201);
    }

    [Theory]
    [InlineData("GET", "/conversations?pageSize=5")]
    [InlineData("POST", "/api/v2/routing/wrapupcodes/")]
    public async Task A_suggestion_for_reading_can_be_sent_as_it_is(string method, string path)
    {
        var answer = await _host.SendAsync(method, path, method == "GET" ? null : """{"name":"x"}""", _token);
        if (answer.Status < 300)
        {
            return;
        }

        (await FollowAsync(answer)).Expect(200);
    }

    [Fact]
    public async Task An_id_from_the_query_is_put_into_the_address()
    {
        var refused = (await _host.SendAsync("POST", $"/api/v2/conversations/disconnect?conversationId={A}", "{}", _token)).Expect(405);

        Assert.Equal($"POST /api/v2/conversations/{A}/disconnect", refused.Fault["nearest"]!.GetValue<string>());

        // Ending can't be tried without doing it, so it is named and not suggested.
        Assert.Null(refused["suggestion"]);
    }

    [Fact]
    public async Task Deleting_is_never_suggested_to_who_reads()
    {
        var refused = (await _host.GetAsync("/api/v2/token/me", _token)).Expect(404);

        Assert.Equal("GET", refused["suggestion"]!["method"]!.GetValue<string>());
    }

    [Fact]
    public async Task Slashes_at_the_end_and_capitals_are_no_mistakes()
    {
        (await _host.GetAsync("/api/v2/conversations/", _token)).Expect(200);
        (await _host.GetAsync("/API/V2/Conversations", _token)).Expect(200);
        (await _host.GetAsync("/API/V2/Conversation", _token)).Expect(404, "not.found");
    }

    [Theory]
    [InlineData("/api/v2/conversations", 200)]
    [InlineData("/api/v2/conversations/00000000-0000-4000-8000-000000000000", 404)]
    [InlineData("/docs/errors/not.found", 200)]
    [InlineData("/health/live", 200)]
    [InlineData("/api/v2/nothing", 404)]
    public async Task Head_is_get_without_the_body(string path, int status)
    {
        var get = (await _host.GetAsync(path, _token)).Expect(status);
        var head = (await _host.SendAsync("HEAD", path, null, Host.Bearer(_token))).Expect(status);

        Assert.Equal("", head.Text);
        Assert.Equal(get.ContentHeaders.ContentType, head.ContentHeaders.ContentType);
    }

    [Fact]
    public async Task An_operation_that_is_head_itself_is_reached()
    {
        var channel = (await _host.SendAsync("POST", "/api/v2/notifications/channels", null, _token)).Expect(200);
        var path = $"/api/v2/notifications/channels/{channel["id"]!.GetValue<string>()}";

        (await _host.SendAsync("HEAD", path, null, Host.Bearer(_token))).Expect(200);
        (await _host.SendAsync("HEAD", $"{path}0", null, Host.Bearer(_token))).Expect(404);
        var wrong = (await _host.GetAsync(path, _token)).Expect(405, "method.not.allowed");
        Assert.Equal("HEAD", wrong.Fault["expected"]![0]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/api/v2/conversations", "GET, HEAD, OPTIONS, POST")]
    [InlineData("/api/v2/conversations/cobrowse", "OPTIONS, POST")]
    public async Task Options_names_the_methods(string path, string allowed) =>
        Assert.Equal(allowed, (await _host.SendAsync("OPTIONS", path, null, [])).Expect(204).Header("Allow"));

    [Fact]
    public async Task Options_of_nothing_is_not_found() => (await _host.SendAsync("OPTIONS", "/api/v2/conversation", null, [])).Expect(404, "not.found");

    private async Task<Answer> FollowAsync(Answer refused)
    {
        var suggestion = refused["suggestion"];
        Assert.True(suggestion is not null, refused.Text);
        return await _host.SendAsync(
            suggestion["method"]!.GetValue<string>(), suggestion["path"]!.GetValue<string>(), suggestion["body"]?.ToJsonString(), _token);
    }
}
