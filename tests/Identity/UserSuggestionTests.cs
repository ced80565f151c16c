using System.Net;

namespace Pillion.Identity.Tests;

/// <summary>Whoever meant a user or a presence and wrote it wrong gets the request that does it.</summary>
public sealed class UserSuggestionTests : IAsyncLifetime
{
    private IdentityApp _app = null!;
    private string _token = "";
    private string _avery = "";

    public async ValueTask InitializeAsync()
    {
        _app = await IdentityApp.StartAsync();
        _token = await _app.TokenAsync();
        _avery = (await _app.Agents.FindAsync("agent@example.test", TestContext.Current.CancellationToken))!.Id;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("""{"presenceDefinition":{"systemPresence":"bussy"},"message":"m"}""", "Busy", "m")]
    [InlineData("""{"presenceDefinition":{"systemPresence":"on_queue"}}""", "OnQueue", null)]
    [InlineData("""{"presenceDefinition":{"systemPresence":"online"}}""", "Available", null)]
    [InlineData("""{"presenceDefinition":{"id":"Away"}}""", "Away", null)]
    [InlineData("""{"presenceDefinition":{"name":"Meeting"}}""", "Meeting", null)]
    [InlineData("""{"presenceDefinition":"Busy"}""", "Busy", null)]
    [InlineData("""{"systemPresence":"Break","message":"m"}""", "Break", "m")]
    [InlineData("""{"status":"lunch"}""", "Meal", null)]
    [InlineData("""{"presence":{"presenceDefinition":"Training"}}""", "Training", null)]
    [InlineData("\"Away\"", "Away", null)]
    [InlineData("""{"message":"back at two"}""", "Available", "back at two")]
    [InlineData("""{"presenceDefinition":{"systemPresence":"Busy"},"primary":false}""", "Busy", null)]
    public async Task A_presence_that_was_meant_is_suggested(string body, string presence, string? message)
    {
        var refusal = await RawAsync(HttpMethod.Patch, $"/api/v2/users/{_avery}/presences/purecloud", body);
        var answer = await Suggested.SendAsync(_app, refusal, _token);
        Assert.Equal(presence, answer.Body["presenceDefinition"]!["systemPresence"]!.GetValue<string>());
        Assert.Equal(message, answer.Body["message"]?.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"presenceDefinition":{"systemPresence":"Banana"}}""")]
    [InlineData("""{"presenceDefinition":{"id":"a","id":"Busy"}}""")]
    [InlineData("[]")]
    public async Task What_can_not_be_read_is_not_guessed(string body)
    {
        var refusal = (await RawAsync(HttpMethod.Patch, $"/api/v2/users/{_avery}/presences/purecloud", body)).Expect(HttpStatusCode.BadRequest);
        Assert.Null(refusal.Body["suggestion"]);
        Assert.NotEmpty(refusal.Faults);
    }

    [Theory]
    [InlineData("""{"status":"idle"}""", "IDLE")]
    [InlineData("""{"status":"OFFQUEUE"}""", "OFF_QUEUE")]
    [InlineData("""{"routingStatus":{"status":"on queue"}}""", "IDLE")]
    [InlineData("""{"state":"not responding","x":1}""", "NOT_RESPONDING")]
    [InlineData("\"IDLE\"", "IDLE")]
    public async Task A_routing_status_that_was_meant_is_suggested(string body, string status) => Assert.Equal(
        status, (await Suggested.SendAsync(_app, await RawAsync(HttpMethod.Put, $"/api/v2/users/{_avery}/routingstatus", body), _token))["status"]);

    [Theory]
    [InlineData("GET", "", null)]
    [InlineData("GET", "/routingstatus", null)]
    [InlineData("GET", "/presences/purecloud", null)]
    [InlineData("PUT", "/routingstatus", """{"status":"IDLE"}""")]
    [InlineData("PUT", "/routingstatus", """{"status":"idle"}""")]
    [InlineData("PATCH", "/presences/purecloud", """{"presenceDefinition":{"systemPresence":"Busy"}}""")]
    [InlineData("PATCH", "/presences/purecloud", """{"systemPresence":"Bsuy"}""")]
    [InlineData("PATCH", "", """{"version":1,"title":"Support"}""")]
    [InlineData("PATCH", "", """{"titel":"Support"}""")]
    public async Task A_user_who_is_addressed_by_email_or_in_capitals_is_found(string method, string path, string? body)
    {
        foreach (var name in new[] { "agent@example.test", _avery.ToUpperInvariant() })
        {
            var refusal = await RawAsync(new HttpMethod(method), $"/api/v2/users/{name}{path}", body);
            Assert.Equal(_avery, refusal.Expect(HttpStatusCode.NotFound).Body["errors"]![0]!["nearest"]!.GetValue<string>());
            await Suggested.SendAsync(_app, refusal, _token);
        }
    }

    [Fact]
    public async Task A_user_who_does_not_exist_is_not_guessed()
    {
        var refusal = (await RawAsync(HttpMethod.Put, "/api/v2/users/nobody@example.test/routingstatus", """{"status":"idle"}""")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(["not.found path:userId", "invalid.value /status"], refusal.Faults);
        Assert.Null(refusal.Body["suggestion"]);
    }

    [Fact]
    public async Task A_presence_is_found_by_its_name_and_its_one_source()
    {
        Assert.Equal("Busy", (await Suggested.SendAsync(_app, await RawAsync(HttpMethod.Get, "/api/v2/presence/definitions/busy", null), _token))["systemPresence"]);
        Assert.Equal("Busy", (await Suggested.SendAsync(_app, await RawAsync(HttpMethod.Get, "/api/v2/presencedefinitions/busy", null), _token))["systemPresence"]);
        await Suggested.SendAsync(_app, await RawAsync(HttpMethod.Get, $"/api/v2/users/{_avery}/presences/teams", null), _token);
    }

    [Theory]
    [InlineData("""{"nmae":"Kim Park","mail":"kim@example.test"}""", "Kim Park")]
    [InlineData("""{"email":" kim @example.test "}""", "kim@example.test")]
    [InlineData("""{"name":"Kim","email":"mailto:kim@example.test","role":"agent"}""", "Kim")]
    [InlineData("""{"name":"Kim","email":"kim@example.test","divisionId":"0199f2a0-0000-7000-8000-0000000000a1"}""", "Kim")]
    [InlineData("""{"name":"Kim","email":"kim@example.test","state":"Active","manager":"x","biography":{}}""", "Kim")]
    [InlineData("""{"name":"Kim","email":"kim@example.test","addresses":[{"address":"+49","mediaType":"phone","typ":"WORK"}]}""", "Kim")]
    public async Task A_faulty_new_user_is_mended(string body, string name)
    {
        var refusal = (await RawAsync(HttpMethod.Post, "/api/v2/users", body)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(name, (await Suggested.SendAsync(_app, refusal, _token))["name"]);
    }

    [Theory]
    [InlineData("""{"title":"Lead"}""")]
    [InlineData("""{"version":"1","title":"Lead"}""")]
    [InlineData("""{"version":1,"jobTitle":"Lead","manager":"x"}""")]
    [InlineData("""{"version":1,"title":"Lead","state":"deleted"}""")]
    [InlineData("""{"version":1,"title":"Lead","username":"avery","division":{"id":"x"}}""")]
    public async Task A_faulty_change_is_mended(string body)
    {
        var refusal = (await RawAsync(HttpMethod.Patch, $"/api/v2/users/{_avery}", body)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("Lead", (await Suggested.SendAsync(_app, refusal, _token))["title"]);
    }

    [Theory]
    [InlineData("""{"email":"agent@example.test"}""")]
    [InlineData("""{"query":"agent@example.test"}""")]
    [InlineData("""{"query":"avery"}""")]
    [InlineData("""{"q":"avery","pageSize":5}""")]
    [InlineData("""{"query":{"fields":["email"],"value":"agent@example.test"}}""")]
    [InlineData("""{"query":[{"field":"emial","value":"agent@example.test","type":"exact"}]}""")]
    [InlineData("""{"query":[{"email":"agent@example.test"}]}""")]
    [InlineData("""{"query":[{"fields":"email","value":["agent@example.test"]}],"expand":["presense"]}""")]
    [InlineData("""{"query":[{"fields":["email"],"value":"agent@example.test","group":[]}],"sortBy":"nmae"}""")]
    public async Task A_search_that_was_meant_is_suggested(string body)
    {
        var refusal = (await RawAsync(HttpMethod.Post, "/api/v2/users/search", body)).Expect(HttpStatusCode.BadRequest);
        var found = await Suggested.SendAsync(_app, refusal, _token);
        Assert.Equal("Avery Moss", Assert.Single(found.Body["results"]!.AsArray())!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_secret_is_not_repeated_among_the_faults()
    {
        var refusal = (await RawAsync(HttpMethod.Post, "/api/v2/users", """{"name":"Kim","email":"kim@example.test","password":"hunter2","passwrod":"hunter2"}""")).Expect(HttpStatusCode.BadRequest);
        Assert.DoesNotContain("hunter2", refusal.Body["errors"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<Answer> RawAsync(HttpMethod method, string path, string? body)
    {
        using var content = body is null ? null : IdentityApp.Json(body);
        return await _app.SendAsync(method, path, content, new("Bearer", _token));
    }
}
