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

    private static IEnumerable<string> Names(Answer listing) => listing.Json["entities"]!.AsArray().Select(code => code!["name"]!.GetValue<string>());
}
