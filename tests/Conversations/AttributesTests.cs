using System.Net;
using System.Text.Json.Nodes;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>Tags, secure attributes, and searching by attributes.</summary>
public sealed class AttributesTests : IAsyncLifetime
{
    private const string Search = "/api/v2/conversations/participants/attributes/search";

    private Scene _scene = null!;

    private App App => _scene.App;

    public async ValueTask InitializeAsync() => _scene = await Scene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_tag_is_set_replaced_and_removed()
    {
        var started = await _scene.StartAsync();
        var path = $"{started.Path}/tags";

        Assert.Equal("", (await App.SendAsync("PUT", path, new { externalTag = "T-17" })).Expect(HttpStatusCode.Accepted).Text);
        Assert.Equal("T-17", (await _scene.ReadAsync(started))["externalTag"]);
        var refused = (await App.SendAsync("PUT", path, new { ticketId = "T-18" })).Expect(HttpStatusCode.BadRequest);
        (await App.SendAsync("PUT", path, (JsonNode)refused.At("suggestion.body")!)).Expect(HttpStatusCode.Accepted);
        Assert.Equal("T-18", (await _scene.ReadAsync(started))["externalTag"]);
        await App.PostAsync($"{started.Path}/disconnect");
        (await App.SendAsync("PUT", path, new { externalTag = "" })).Expect(HttpStatusCode.Accepted);

        Assert.Null((await _scene.ReadAsync(started))["externalTag"]);
    }

    [Fact]
    public async Task Secure_attributes_are_merged_and_shown_to_those_only_who_ask()
    {
        var started = await _scene.StartAsync();
        var path = $"{started.Path}/secureattributes";

        Assert.Equal("""{"attributes":{},"version":0}""", (await App.GetAsync(path)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal("", (await App.PatchAsync(path, new { attributes = new { iban = "DE00" }, version = 0 })).Expect(HttpStatusCode.Accepted).Text);
        (await App.PatchAsync(path, new { attributes = new { card = "4111" } })).Expect(HttpStatusCode.Accepted);

        Assert.Equal("""{"attributes":{"iban":"DE00","card":"4111"},"version":2}""", (await App.GetAsync(path)).Text);
        Assert.DoesNotContain("DE00", (await _scene.ReadAsync(started)).Text, StringComparison.Ordinal);
        Assert.Empty((await SearchAsync(new { type = "CONTAINS", fields = new[] { "iban" }, value = "DE" })).At("results")!.AsArray());
        Assert.DoesNotContain((await _scene.HeardAsync()), message => message.ToString()!.Contains("DE00", StringComparison.Ordinal));
        App.As("console", _scene.Blake.Id, "conversation:write");
        (await App.GetAsync(path)).Expect(HttpStatusCode.Forbidden).Fault("not.authorized");
    }

    [Fact]
    public async Task A_stale_version_of_them_gives_way_and_the_suggestion_goes_through()
    {
        var started = await _scene.StartAsync();
        var path = $"{started.Path}/secureattributes";
        await App.PatchAsync(path, new { attributes = new { iban = "DE00" } });

        var refused = (await App.PatchAsync(path, new { attributes = new { iban = "DE11" }, version = 0 })).Expect(HttpStatusCode.Conflict);

        Assert.Equal("1", refused.Fault("stale.secure.attributes")["nearest"]!.GetValue<string>());
        (await App.SendAsync(refused["suggestion.method"]!, refused["suggestion.path"]!, (JsonNode)refused.At("suggestion.body")!)).Expect(HttpStatusCode.Accepted);
        Assert.Equal(("DE11", "2"), ((await App.GetAsync(path))["attributes.iban"], (await App.GetAsync(path))["version"]));
    }

    [Fact]
    public async Task A_search_finds_live_and_ended_conversations_newest_first()
    {
        var (one, two, other) = (await TicketAsync("T-1"), await TicketAsync("t-1"), await TicketAsync("T-2"));
        await App.PostAsync($"{one.Path}/disconnect");
        await App.PatchAsync($"{other.Path}/participants/{other.VisitorParticipant}/attributes", new { attributes = new { plan = "gold" } });

        var found = await SearchAsync(new { type = "EXACT", fields = new[] { "ticket" }, value = "T-1" });

        Assert.Equal([two.Id, one.Id], Ids(found));
        Assert.Equal(("participant_attributes", null), (found["types.0"], found["cursor"]));
        Assert.Equal((two.VisitorParticipant, "customer", "t-1"), (found["results.0.participantData.0.participantId"], found["results.0.participantData.0.participantPurpose"], found["results.0.participantData.0.participantAttributes.ticket"]));
        Assert.NotNull(found["results.1.endTime"]);
        Assert.Equal([one.Id, two.Id, other.Id], Ids(await App.PostAsync(Search, new { query = new[] { new { type = "MATCH_ALL" } }, sortOrder = "ASC" })));
        Assert.Equal([other.Id], Ids(await SearchAsync(new { type = "REQUIRED_FIELDS", fields = new[] { "plan" } })));
        Assert.Equal([other.Id], Ids(await SearchAsync(new { type = "STARTS_WITH", fields = new[] { "ticket" }, value = "t-" }, new { type = "EXACT", fields = new[] { "ticket" }, value = "T-1", @operator = "NOT" })));
        Assert.Equal([other.Id, one.Id], Ids(await SearchAsync(new { type = "EXACT", fields = new[] { "conversationId" }, values = new[] { one.Id, other.Id } })));
        Assert.Equal(3, Ids(await SearchAsync(new { type = "DATE_RANGE", fields = new[] { "startTime" }, startValue = "2030-01-01T12:00:00Z", endValue = "2030-01-01T12:00:01Z" })).Count);
        Assert.Empty(Ids(await SearchAsync(new { type = "DATE_RANGE", fields = new[] { "startTime" }, endValue = "2030-01-01T12:00:00Z" })));
    }

    [Fact]
    public async Task A_changed_value_is_found_under_the_new_one_only()
    {
        var started = await TicketAsync("T-1");

        await App.PatchAsync($"{started.Path}/participants/{started.VisitorParticipant}/attributes", new { attributes = new { ticket = "T-9" } });

        Assert.Empty(Ids(await SearchAsync(new { type = "EXACT", fields = new[] { "ticket" }, value = "T-1" })));
        Assert.Equal([started.Id], Ids(await SearchAsync(new { type = "EXACT", fields = new[] { "attributes.ticket" }, value = "T-9" })));
    }

    [Fact]
    public async Task Groups_stand_in_parentheses_and_fields_can_be_chosen()
    {
        var (one, _, three) = (await TicketAsync("T-1"), await TicketAsync("T-2"), await TicketAsync("T-3"));

        var found = (await App.PostAsync(Search, """
            { "query": [
                { "type": "MATCH_ALL" },
                { "type": "EXACT", "operator": "AND", "group": [
                    { "type": "EXACT", "fields": [ "ticket" ], "value": "T-1" },
                    { "type": "EXACT", "fields": [ "ticket" ], "value": "T-3", "operator": "OR" } ] } ],
              "returnFields": [ "conversationId" ] }
            """)).Expect(HttpStatusCode.OK);

        Assert.Equal([three.Id, one.Id], Ids(found));
        Assert.Equal("conversationId", Assert.Single(found.At("results.0")!.AsObject()).Key);
    }

    [Fact]
    public async Task Pages_go_on_where_they_were_though_conversations_begin_in_between()
    {
        var all = new List<string>();
        for (var n = 0; n < 53; n++)
        {
            all.Insert(0, (await TicketAsync("T-1")).Id);
        }

        object[] query = [new { type = "EXACT", fields = new[] { "ticket" }, value = "T-1" }];
        var first = (await App.PostAsync(Search, new { query })).Expect(HttpStatusCode.OK);
        await TicketAsync("T-1");
        var second = (await App.PostAsync(Search, new { query, cursor = first["cursor"] })).Expect(HttpStatusCode.OK);

        Assert.Equal(all, Ids(first).Concat(Ids(second)));
        Assert.Null(second["cursor"]);
        (await App.PostAsync(Search, new { query = new[] { new { type = "MATCH_ALL" } }, cursor = first["cursor"] })).Expect(HttpStatusCode.BadRequest).Fault("invalid.cursor");
        (await App.PostAsync(Search, new { query, cursor = "%%%" })).Expect(HttpStatusCode.BadRequest).Fault("invalid.cursor");
    }

    [Theory]
    [InlineData("""{}""", "missing.field")]
    [InlineData("""{ "query": [] }""", "invalid.length")]
    [InlineData("""{ "query": [ { "type": "exact", "fields": [ "ticket" ], "value": "T" } ] }""", "invalid.value")]
    [InlineData("""{ "query": [ { "type": "EXACT", "fields": [ "ticket" ] } ] }""", "missing.field")]
    [InlineData("""{ "query": [ { "type": "EXACT", "value": "T" } ] }""", "missing.field")]
    [InlineData("""{ "query": [ { "type": "DATE_RANGE", "fields": [ "ticket" ], "startValue": "2030-01-01T00:00:00Z" } ] }""", "invalid.value")]
    [InlineData("""{ "query": [ { "type": "DATE_RANGE", "fields": [ "startTime" ], "startValue": "yesterday" } ] }""", "invalid.value")]
    [InlineData("""{ "query": [ { "type": "MATCH_ALL" } ], "sortBy": "ticket" }""", "invalid.value")]
    public async Task A_search_that_makes_no_sense_is_refused(string body, string code) =>
        (await App.PostAsync(Search, body)).Expect(HttpStatusCode.BadRequest).Fault(code);

    private Task<Answer> SearchAsync(params object[] query) => App.PostAsync(Search, new { query });

    private static List<string> Ids(Answer found) =>
        found.Expect(HttpStatusCode.OK).At("results")!.AsArray().Select(row => row!["conversationId"]!.GetValue<string>()).ToList();

    private async Task<Started> TicketAsync(string ticket)
    {
        var started = await _scene.StartAsync();
        (await App.PatchAsync($"{started.Path}/participants/{started.VisitorParticipant}/attributes", new { attributes = new { ticket } })).Expect(HttpStatusCode.Accepted);
        return started;
    }
}
