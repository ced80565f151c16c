using System.Net;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>The catalogue of wrap-up codes.</summary>
public sealed class WrapUpCodeTests : IAsyncLifetime
{
    private const string Path = "/api/v2/routing/wrapupcodes";

    private App _app = null!;

    public async ValueTask InitializeAsync() => _app = await App.StartAsync("Development", "Resolved", "Needs follow-up", "Handed over");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Codes_of_the_configuration_are_there_from_the_start()
    {
        var listing = await _app.GetAsync(Path);

        Assert.Equal(["Handed over", "Needs follow-up", "Resolved"], Names(listing));
    }

    [Theory]
    [InlineData("Development", "Resolved,Trial")]
    [InlineData("Production", "Resolved")]
    public async Task Codes_for_development_are_there_in_development_only(string environment, string names)
    {
        await using var app = await App.StartAsync(
            environment,
            [("WrapUpCodes:0", "Resolved"), ("WrapUpCodes:Trial:Development", "true"), ("WrapUpCodes:Trial:Description", "to play with")]);

        Assert.Equal(names, string.Join(',', Names(await app.GetAsync(Path))));
    }

    [Fact]
    public async Task Mistakes_in_the_configuration_stop_the_start_and_are_named()
    {
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => App.StartAsync(
            "Production", [("WrapUpCodes:Trial:Developement", "true"), ("WrapUpCodes:Other:Development", "maybe")]));

        Assert.Contains("Pillion:Seed:WrapUpCodes:Trial:Developement: this is not known.", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Pillion:Seed:WrapUpCodes:Other:Development: this must be true or false.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_created_once()
    {
        var created = await _app.PostAsync(Path, new { name = "Sold", description = "A sale came of it" });
        var again = await _app.PostAsync(Path, new { name = "sold" });

        Assert.Equal(("Sold", "script"), (created.Expect(HttpStatusCode.OK)["name"], created["createdBy"]));
        Assert.Equal(created.Text, (await _app.GetAsync(created["selfUri"]!)).Expect(HttpStatusCode.OK).Text);
        Assert.Contains(created["id"]!, again.Expect(HttpStatusCode.Conflict)["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_at_once_with_one_name_one_is_created()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _app.PostAsync(Path, new { name = "Sold" })));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => answer.Expect(HttpStatusCode.Conflict).Fault("name.taken"));
    }

    [Theory]
    [InlineData("?sortOrder=descending", "Resolved,Needs follow-up,Handed over")]
    [InlineData("?sortOrder=DESC", "Resolved,Needs follow-up,Handed over")]
    [InlineData("?sortOrder=Ascending&sortBy=NAME&divisionId=x", "Handed over,Needs follow-up,Resolved")]
    [InlineData("?name=over", "Handed over")]
    [InlineData("?name=need*", "Needs follow-up")]
    [InlineData("?pageSize=1&pageNumber=2", "Needs follow-up")]
    [InlineData("?pageNumber=9", "")]
    public async Task The_list_is_filtered_sorted_and_paged(string query, string names) =>
        Assert.Equal(names, string.Join(',', Names((await _app.GetAsync($"{Path}{query}")).Expect(HttpStatusCode.OK))));

    [Fact]
    public async Task Links_lead_through_the_pages_with_the_filter()
    {
        var names = new List<string>();
        for (var next = $"{Path}?pageSize=1&sortOrder=descending&name=e"; next is not null;)
        {
            var page = (await _app.GetAsync(next)).Expect(HttpStatusCode.OK);
            names.AddRange(Names(page));
            next = page["nextUri"];
        }

        Assert.Equal(["Resolved", "Needs follow-up", "Handed over"], names);
    }

    [Fact]
    public async Task Mistyped_fields_and_parameters_are_corrected()
    {
        var body = await _app.PostAsync(Path, new { nmae = "Sold", desc = "d" });
        var query = await _app.GetAsync($"{Path}?pagesize=5&sortBy=nam");

        Assert.Equal(["missing.field", "unknown.field", "unknown.field"], body.Expect(HttpStatusCode.BadRequest).Codes);
        Assert.Equal("""{"name":"Sold","description":"d"}""", body.At("suggestion.body")!.ToJsonString());
        Assert.Equal(["invalid.query.param.value", "unknown.parameter"], query.Expect(HttpStatusCode.BadRequest).Codes);
        Assert.Equal("pageSize", query.Fault("unknown.parameter")["nearest"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_code_is_renamed_and_described_and_says_who_did_it()
    {
        var created = await _app.PostAsync(Path, new { name = "Sold", description = "A sale came of it" });
        _app.Time.Advance(TimeSpan.FromMinutes(1));
        var renamed = (await _app.SendAsync("PUT", created["selfUri"]!, new { name = "Bought" })).Expect(HttpStatusCode.OK);

        Assert.Equal(("Bought", null, "script", "Home"), (renamed["name"], renamed["description"], renamed["modifiedBy"], renamed["division.name"]));
        Assert.Equal(created["dateCreated"], renamed["dateCreated"]);
        Assert.Equal("2030-01-01T12:01:00.000Z", renamed["dateModified"]);
        Assert.Equal(renamed.Text, (await _app.GetAsync(created["selfUri"]!)).Text);

        // The whole answer can be sent back, with dates in whatever form, and the former name is free.
        var body = renamed.Text.Replace("2030-01-01T12:01:00.000Z", "2030-01-01T13:01:00.0000000+01:00", StringComparison.Ordinal);
        (await _app.SendAsync("PUT", created["selfUri"]!, body)).Expect(HttpStatusCode.OK);
        (await _app.PostAsync(Path, new { name = "SOLD" })).Expect(HttpStatusCode.OK);
        Assert.Contains(created["id"]!, (await _app.PostAsync(Path, new { name = "bought" })).Expect(HttpStatusCode.Conflict)["message"], StringComparison.Ordinal);
        (await _app.SendAsync("PUT", created["selfUri"]!, new { name = "Resolved" })).Expect(HttpStatusCode.Conflict).Fault("name.taken");
    }

    [Fact]
    public async Task A_change_can_be_bound_to_the_version_that_was_read()
    {
        var path = (await _app.PostAsync(Path, new { name = "Sold" }))["selfUri"]!;
        var first = (await _app.GetAsync(path)).Headers.ETag!.Tag;
        Assert.Equal(HttpStatusCode.NotModified, (await _app.SendAsync("GET", path, null, ("If-None-Match", first))).Status);

        var changed = (await _app.SendAsync("PUT", path, new { name = "Bought" }, ("If-Match", first))).Expect(HttpStatusCode.OK);

        Assert.Equal((await _app.GetAsync(path)).Headers.ETag, changed.Headers.ETag);
        (await _app.SendAsync("PUT", path, new { name = "Sold" }, ("If-Match", first))).Expect(HttpStatusCode.PreconditionFailed).Fault("precondition.failed");
        (await _app.SendAsync("PUT", path, new { name = "Sold" }, ("If-Match", "1"))).Expect(HttpStatusCode.BadRequest).Fault("invalid.entity.tag");
        Assert.Equal("Bought", (await _app.GetAsync(path))["name"]);
    }

    [Fact]
    public async Task Of_many_renamings_to_one_name_one_is_made()
    {
        var codes = (await _app.GetAsync(Path)).Json["entities"]!.AsArray().Select(code => code!["selfUri"]!.GetValue<string>()).ToList();
        var answers = await Task.WhenAll(codes.Select(code => _app.SendAsync("PUT", code, new { name = "Only one" })));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => answer.Expect(HttpStatusCode.Conflict).Fault("name.taken"));
    }

    [Fact]
    public async Task A_deleted_code_is_gone_but_for_the_conversations_that_have_it()
    {
        await using var scene = await Scene.OpenAsync();
        var app = scene.App;
        var id = (await app.GetAsync($"{Path}?name=Resolved"))["entities.0.id"]!;
        var filed = await scene.StartAsync();
        var underway = await scene.StartAsync("Resolved", scene.Blake);
        (await filed.PatchAgentAsync(new { state = "disconnected", wrapup = new { code = "Resolved" } })).Expect(HttpStatusCode.Accepted);

        Assert.Equal("", (await app.SendAsync("DELETE", $"{Path}/{id}")).Expect(HttpStatusCode.OK).Text);

        (await app.GetAsync($"{Path}/{id}")).Expect(HttpStatusCode.NotFound).Fault("not.found");
        (await app.SendAsync("DELETE", $"{Path}/{id}")).Expect(HttpStatusCode.NotFound);
        Assert.Equal(["Handed over", "Needs follow-up"], Names(await app.GetAsync(Path)));
        (await underway.PatchAgentAsync(new { wrapup = new { code = id } })).Expect(HttpStatusCode.BadRequest).Fault("unknown.wrapup.code");
        Assert.Equal(id, (await app.GetAsync($"{filed.Path}/participants/{filed.AgentParticipant}/wrapup")).Expect(HttpStatusCode.OK)["code"]);
        Assert.Contains("Resolved", (await scene.ReadAsync(filed)).Text, StringComparison.Ordinal);

        // What was promised at the start is kept.
        (await app.PostAsync($"{underway.Path}/disconnect")).Expect(HttpStatusCode.Accepted);
        Assert.Equal(id, (await app.GetAsync($"{underway.Path}/participants/{underway.AgentParticipant}/wrapup")).Expect(HttpStatusCode.OK)["code"]);
        var again = (await app.PostAsync(Path, new { name = "Resolved" })).Expect(HttpStatusCode.OK);
        Assert.NotEqual(id, again["id"]);
    }

    [Fact]
    public async Task What_the_configuration_gave_does_not_come_back_after_it_was_renamed_or_deleted()
    {
        var codes = (await _app.GetAsync(Path)).Json["entities"]!.AsArray().ToDictionary(code => code!["name"]!.GetValue<string>(), code => code!["selfUri"]!.GetValue<string>());
        (await _app.SendAsync("DELETE", codes["Resolved"])).Expect(HttpStatusCode.OK);
        (await _app.SendAsync("PUT", codes["Handed over"], new { name = "Passed on" })).Expect(HttpStatusCode.OK);

        await _app.SeedAgainAsync();

        Assert.Equal(["Needs follow-up", "Passed on"], Names(await _app.GetAsync(Path)));
    }

    [Fact]
    public async Task Codes_are_listed_in_short()
    {
        var first = (await _app.GetAsync($"{Path}/divisionviews?pageSize=2&includeState=TRUE&divisionId=*")).Expect(HttpStatusCode.OK);
        var second = (await _app.GetAsync(first["nextUri"]!)).Expect(HttpStatusCode.OK);

        Assert.Equal(["Handed over", "Needs follow-up", "Resolved"], Names(first).Concat(Names(second)));
        Assert.Equal(("active", "Home", null), (second["entities.0.state"], second["entities.0.division.name"], second["entities.0.selfUri"]));
        Assert.Null((await _app.GetAsync($"{Path}/divisionviews?name=solv"))["entities.0.state"]);
    }

    [Theory]
    [InlineData("GET", "resolved", null, "Resolved")]
    [InlineData("GET", "Resolvd", null, "Resolved")]
    [InlineData("PUT", "Resolved", """{"name":"Solved"}""", "Solved")]
    [InlineData("PUT", "Resolved", """{"desc":"d"}""", "Resolved")]
    [InlineData("PUT", "{id}", """{"descripton":"d"}""", "Resolved")]
    [InlineData("PUT", "{ID}", """{"name":"Solved","division":{"id":"x"}}""", "Solved")]
    [InlineData("DELETE", "RESOLVED", null, null)]
    [InlineData("DELETE", "{ID}", null, null)]
    public async Task A_code_that_was_meant_is_suggested(string method, string name, string? body, string? result)
    {
        var id = (await _app.GetAsync($"{Path}?name=Resolved"))["entities.0.id"]!;
        var path = $"{Path}/{name.Replace("{id}", id, StringComparison.Ordinal).Replace("{ID}", id.ToUpperInvariant(), StringComparison.Ordinal)}";
        var refusal = await _app.SendAsync(method, path, body);

        Assert.InRange((int)refusal.Status, 400, 404);
        Assert.Equal(method, refusal["suggestion.method"]);
        var answer = (await _app.SendAsync(method, refusal["suggestion.path"]!, refusal.At("suggestion.body")?.ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal(result, answer.Text.Length == 0 ? null : answer["name"]);
    }

    [Fact]
    public async Task A_code_with_nearly_the_name_is_not_suggested_for_deleting() =>
        Assert.Null((await _app.SendAsync("DELETE", $"{Path}/Resolvd")).Expect(HttpStatusCode.NotFound).At("suggestion"));

    private static IEnumerable<string> Names(Answer listing) => listing.Json["entities"]!.AsArray().Select(code => code!["name"]!.GetValue<string>());
}
