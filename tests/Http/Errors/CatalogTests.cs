using Microsoft.Extensions.DependencyInjection;
using Pillion.Http.Errors;
using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests.Errors;

/// <summary>The catalogue has every code that can be answered, and no other; its pages in docs/errors are up to date.</summary>
public sealed class CatalogTests(SharedHost shared)
{
    private const string HowToWrite = "docs/errors is behind the catalogue; run ./pillion docs";

    // Words in the spelling of codes in statements that make refusals.
    private static readonly string[] OtherWords = ["not.supported", "pillion.correlation.id", "pillion.error.code"];

    private readonly Host _host = shared.Host;

    private ErrorCatalog Catalog => _host.Services.GetRequiredService<ErrorCatalog>();

    [Fact]
    public void Every_code_in_the_source_has_an_entry()
    {
        var missing = CodesInSource.Answered
            .Where(found => Catalog.Find(found.Code) is null && !OtherWords.Contains(found.Code, StringComparer.Ordinal))
            .Select(found => $"{found.Code} in {found.File} has no entry; add one to the *Errors.cs of its area.");

        Assert.Empty(missing);
        Assert.InRange(CodesInSource.Answered.Count, 80, 1000);
    }

    [Fact]
    public void Every_entry_has_a_use()
    {
        var unused = Entries.Select(entry => entry.Code).Where(code => !CodesInSource.Mentioned.Contains(code));

        Assert.Empty(unused);
    }

    [Fact]
    public void Every_entry_is_whole()
    {
        Assert.All(Entries, entry =>
        {
            Assert.Matches("^[a-z]+(\\.[a-z]+)*$", entry.Code);
            Assert.All(new[] { entry.Title, entry.Means, entry.Why, entry.Cure }, text => Assert.True(text.Length > 5, entry.Code));
            Assert.True(entry.Refused is not null && entry.Works is not null || entry.Unshown is not null, $"{entry.Code} has no example and does not say why.");
            Assert.True(entry.Refused is null || entry.Statuses.Contains(entry.Refused.Status), $"{entry.Code}: its example has another status.");
            Assert.True(entry.Works is null or { Status: < 300 }, $"{entry.Code}: the example that works does not.");
        });
    }

    [Fact]
    public void The_pages_in_docs_say_what_the_catalogue_says()
    {
        var folder = Repository.At("docs", "errors");
        var wanted = Entries.ToDictionary(entry => $"{entry.Code}.md", ErrorMarkdown.Page, StringComparer.Ordinal);
        wanted["README.md"] = ErrorMarkdown.Index(Catalog, code => $"{code}.md");
        if (Environment.GetEnvironmentVariable("PILLION_WRITE_DOCS") == "1")
        {
            Write(folder, wanted);
        }

        Assert.Equal(wanted.Keys.Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(wanted, page => Assert.True(File.ReadAllText(Path.Combine(folder, page.Key)) == page.Value, $"{HowToWrite} ({page.Key})"));
    }

    private IEnumerable<ErrorEntry> Entries => Catalog.Groups.SelectMany(group => group.Entries);

    private static void Write(string folder, Dictionary<string, string> pages)
    {
        Directory.CreateDirectory(folder);
        foreach (var stale in Directory.EnumerateFiles(folder, "*.md").Where(file => !pages.ContainsKey(Path.GetFileName(file))))
        {
            File.Delete(stale);
        }

        foreach (var (name, text) in pages)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }
}
