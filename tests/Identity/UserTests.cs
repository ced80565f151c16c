using System.Net;
using System.Text.Json.Nodes;
using Pillion.Contracts;

namespace Pillion.Identity.Tests;

public sealed class UserTests : IAsyncLifetime
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
    public async Task Users_are_listed_by_name_in_pages()
    {
        var first = (await _app.GetAsync("/api/v2/users?pageSize=1&expand=presence", _token)).Expect(HttpStatusCode.OK);
        Assert.Equal("Avery Moss", first.Body["entities"]![0]!["name"]!.GetValue<string>());
        Assert.Equal(2, first.Body["pageCount"]!.GetValue<int>());
        Assert.Null(first.Body["previousUri"]);
        var second = (await _app.GetAsync(first["nextUri"], _token)).Expect(HttpStatusCode.OK);
        var jordan = second.Body["entities"]![0]!;
        Assert.Equal("Jordan Lee", jordan["name"]!.GetValue<string>());
        Assert.NotNull(jordan["presence"]);
        Assert.Null(jordan["routingStatus"]);
        Assert.Null(second.Body["nextUri"]);
        var descending = await _app.GetAsync("/api/v2/users?sortOrder=desc&expand=presence,routingStatus", _token);
        Assert.Equal("Jordan Lee", descending.Body["entities"]![0]!["name"]!.GetValue<string>());
        Assert.Equal("OFF_QUEUE", descending.Body["entities"]![0]!["routingStatus"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_listing_is_narrowed_by_repeated_or_joined_ids_and_by_state()
    {
        var ids = await IdsAsync();
        Assert.Equal(2, (await _app.GetAsync($"/api/v2/users?id={ids[0]}&id={ids[1]}", _token)).Body["total"]!.GetValue<int>());
        Assert.Equal(1, (await _app.GetAsync($"/api/v2/users?id={ids[1]},none", _token)).Body["total"]!.GetValue<int>());
        Assert.Equal(0, (await _app.GetAsync("/api/v2/users?state=inactive", _token)).Body["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task Faulty_queries_are_refused_with_everything_that_is_wrong()
    {
        var answer = (await _app.GetAsync("/api/v2/users?pageSize=0&expand=presense&sort=up", _token)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(3, answer.Faults.Count);
        var expand = answer.Body["errors"]!.AsArray().Single(error => error!["pointer"]!.GetValue<string>() == "query:expand");
        Assert.Equal("presence", expand!["nearest"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_client_is_not_a_user()
    {
        var answer = (await _app.GetAsync("/api/v2/users/me", _token)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("not.a.user", answer["code"]);
    }

    [Theory]
    [InlineData("""{"fields":["email"],"value":"AGENT@example.test","type":"EXACT"}""", "Avery Moss")]
    [InlineData("""{"fields":["email","name"],"values":["jordan lee","x"]}""", "Jordan Lee")]
    [InlineData("""{"fields":["name"],"value":"aver","type":"STARTS_WITH"}""", "Avery Moss")]
    [InlineData("""{"fields":["name"],"value":"LEE","type":"CONTAINS"}""", "Jordan Lee")]
    [InlineData("""{"fields":["state"],"value":"active"},{"fields":["name"],"value":"Avery Moss","operator":"NOT"}""", "Jordan Lee")]
    [InlineData("""{"fields":["email"],"value":"exampl"}""", "")]
    [InlineData("""{"type":"QUERY_STRING","value":"lee jord*"}""", "Jordan Lee")]
    [InlineData("""{"type":"MATCH_ALL"},{"fields":["name"],"value":"Avery Moss","operator":"NOT"}""", "Jordan Lee")]
    public async Task Users_are_searched(string criteria, string expected)
    {
        var answer = (await _app.SendAsync(HttpMethod.Post, "/api/v2/users/search", JsonNode.Parse($$"""{"query":[{{criteria}}]}"""), _token))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(expected, string.Join(", ", answer.Body["results"]!.AsArray().Select(user => user!["name"]!.GetValue<string>())));
        Assert.Equal(expected.Length == 0 ? 0 : 1, answer.Body["total"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{"sortBy":"email"}""", "Avery Moss,Jordan Lee")]
    [InlineData("""{"sortBy":"email","sortOrder":"desc"}""", "Jordan Lee,Avery Moss")]
    [InlineData("""{"sort":[{"sortBy":"title"},{"sortBy":"name","sortOrder":"DESC"}]}""", "Jordan Lee,Avery Moss")]
    [InlineData("""{"sortOrder":"SCORE"}""", "Avery Moss,Jordan Lee")]
    public async Task What_is_found_is_sorted(string how, string expected)
    {
        var body = JsonNode.Parse(how)!.AsObject();
        body["query"] = JsonNode.Parse("""[{"type":"MATCH_ALL"}]""");
        var answer = (await _app.SendAsync(HttpMethod.Post, "/api/v2/users/search", body, _token)).Expect(HttpStatusCode.OK);
        Assert.Equal(expected, string.Join(',', answer.Body["results"]!.AsArray().Select(user => user!["name"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_faulty_search_names_every_fault()
    {
        var body = JsonNode.Parse("""{"pageSize":0,"query":[{"fields":["emial"],"type":"EXAKT"}]}""");
        var answer = (await _app.SendAsync(HttpMethod.Post, "/api/v2/users/search", body, _token)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(
            ["invalid.value /pageSize", "invalid.value /query/0/fields/0", "invalid.value /query/0/type", "missing.field /query/0/value"],
            answer.Faults.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"systemPresence":"Busy"}""", "Busy")]
    [InlineData("""{"systemPresence":"on_queue"}""", null)]
    [InlineData("""{"systemPresence":"AWAY"}""", "Away")]
    [InlineData("""{"id":"Busy"}""", null)]
    [InlineData("""{}""", null)]
    [InlineData("""{"id":"00000000-0000-0000-0000-000000000000"}""", null)]
    public async Task Presence_is_set_by_name_and_refused_with_a_lesson(string definition, string? expected)
    {
        var id = (await IdsAsync())[0];
        var body = new JsonObject { ["presenceDefinition"] = JsonNode.Parse(definition), ["message"] = "at the desk" };
        var answer = await _app.SendAsync(HttpMethod.Patch, $"/api/v2/users/{id}/presences/purecloud", body, _token);
        if (expected is null)
        {
            answer.Expect(HttpStatusCode.BadRequest);
            Assert.NotEmpty(answer.Body["errors"]![0]!["expected"]!.AsArray());
            Assert.True(_app.Published.IsEmpty);
            return;
        }

        answer.Expect(HttpStatusCode.OK);
        var read = await _app.GetAsync($"/api/v2/users/{id}/presences/PURECLOUD", _token);
        Assert.Equal(expected, read.Body["presenceDefinition"]!["systemPresence"]!.GetValue<string>());
        Assert.Equal("at the desk", read["message"]);
        Assert.Equal(new PresenceChanged(id, expected, _app.Time.GetUtcNow()), await _app.Published.NextAsync<PresenceChanged>());
    }

    [Fact]
    public async Task Every_presence_can_be_set_by_the_id_that_is_listed()
    {
        var id = (await IdsAsync())[0];
        var definitions = (await _app.GetAsync("/api/v2/presence/definitions", _token)).Expect(HttpStatusCode.OK);
        Assert.Equal(10, definitions.Body["total"]!.GetValue<int>());
        foreach (var definition in definitions.Body["entities"]!.AsArray())
        {
            var body = new JsonObject { ["presenceDefinition"] = new JsonObject { ["id"] = definition!["id"]!.DeepClone() } };
            var answer = (await _app.SendAsync(HttpMethod.Patch, $"/api/v2/users/{id}/presences/purecloud", body, _token)).Expect(HttpStatusCode.OK);
            Assert.Equal(definition["systemPresence"]!.ToString(), answer.Body["presenceDefinition"]!["systemPresence"]!.ToString());
        }

        Assert.Equal(10, (await _app.GetAsync("/api/v2/systempresences", _token)).Body.AsArray().Count);
    }

    [Fact]
    public async Task An_answer_can_be_sent_back_as_it_is()
    {
        var path = $"/api/v2/users/{(await IdsAsync())[0]}";
        var presence = await _app.GetAsync($"{path}/presences/purecloud", _token);
        (await _app.SendAsync(HttpMethod.Patch, $"{path}/presences/purecloud", presence.Body, _token)).Expect(HttpStatusCode.OK);
        var routing = await _app.GetAsync($"{path}/routingstatus", _token);
        (await _app.SendAsync(HttpMethod.Put, $"{path}/routingstatus", routing.Body, _token)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_source_of_presence_does_not_exist()
    {
        var answer = (await _app.GetAsync($"/api/v2/users/{(await IdsAsync())[0]}/presences/teams", _token)).Expect(HttpStatusCode.NotFound);
        Assert.Equal("purecloud", answer.Body["errors"]![0]!["nearest"]!.GetValue<string>());
    }

    [Fact]
    public async Task Changing_others_takes_the_scope_for_it()
    {
        var id = (await IdsAsync())[0];
        var reader = await _app.TokenAsync("users:read");
        var body = new JsonObject { ["presenceDefinition"] = new JsonObject { ["systemPresence"] = "Away" } };
        var answer = (await _app.SendAsync(HttpMethod.Patch, $"/api/v2/users/{id}/presences/purecloud", body, reader)).Expect(HttpStatusCode.Forbidden);
        Assert.Equal("users:write", answer.Body["errors"]![0]!["expected"]![0]!.GetValue<string>());
        (await _app.SendAsync(HttpMethod.Put, $"/api/v2/users/{id}/routingstatus", new JsonObject { ["status"] = "IDLE" }, reader)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Routing_status_is_set_and_remembers_since_when()
    {
        var path = $"/api/v2/users/{(await IdsAsync())[0]}/routingstatus";
        _app.Time.Advance(TimeSpan.FromMinutes(1));
        (await _app.SendAsync(HttpMethod.Put, path, new JsonObject { ["status"] = "IDLE" }, _token)).Expect(HttpStatusCode.OK);
        var since = _app.Time.GetUtcNow();
        _app.Time.Advance(TimeSpan.FromMinutes(1));
        (await _app.SendAsync(HttpMethod.Put, path, new JsonObject { ["status"] = "IDLE" }, _token)).Expect(HttpStatusCode.OK);
        var read = await _app.GetAsync(path, _token);
        Assert.Equal(since, read.Body["startTime"]!.GetValue<DateTimeOffset>());
        var wrong = (await _app.SendAsync(HttpMethod.Put, path, new JsonObject { ["status"] = "idle" }, _token)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("IDLE", wrong.Body["errors"]![0]!["nearest"]!.GetValue<string>());
    }

    [Fact]
    public async Task Agents_are_found_by_id_or_email_and_listed_while_they_are_reachable()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var avery = (await _app.Agents.FindAsync("AGENT@example.test", cancellation))!;
        Assert.Equal("Avery Moss", avery.Name);
        Assert.Equal(avery, await _app.Agents.FindAsync(avery.Id, cancellation));
        Assert.Null(await _app.Agents.FindAsync("nobody@example.test", cancellation));
        Assert.Equal(["Avery Moss", "Jordan Lee"], (await _app.Agents.ListReachableAsync(10, cancellation)).Select(agent => agent.Name));
        Assert.Single(await _app.Agents.ListReachableAsync(1, cancellation));

        var body = new JsonObject { ["presenceDefinition"] = new JsonObject { ["systemPresence"] = "Offline" } };
        (await _app.SendAsync(HttpMethod.Patch, $"/api/v2/users/{avery.Id}/presences/purecloud", body, _token)).Expect(HttpStatusCode.OK);
        Assert.Equal(["Jordan Lee"], (await _app.Agents.ListReachableAsync(10, cancellation)).Select(agent => agent.Name));
        Assert.False((await _app.Agents.FindAsync(avery.Id, cancellation))!.Reachable);
    }

    [Fact]
    public async Task The_organization_is_the_server()
    {
        var answer = (await _app.GetAsync("/api/v2/organizations/me", _token)).Expect(HttpStatusCode.OK);
        Assert.Equal("active", answer["state"]);
        (await _app.GetAsync("/api/v2/organizations/me", null)).Expect(HttpStatusCode.Unauthorized);
    }

    private async Task<IReadOnlyList<string>> IdsAsync() => (await _app.GetAsync("/api/v2/users", _token)).Body["entities"]!.AsArray()
        .Select(user => user!["id"]!.GetValue<string>()).ToList();
}
