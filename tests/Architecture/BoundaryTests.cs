namespace Pillion.Architecture.Tests;

/// <summary>Who may know whom. The direction is Server, areas, {Http, Storage, Cluster}, Contracts, Kernel.</summary>
public sealed class BoundaryTests
{
    private static readonly string[] Areas = ["Identity", "Conversations", "Cobrowse", "Automation", "Notifications"];

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Kernel"] = [],
        ["Contracts"] = ["Kernel"],
        ["Storage"] = ["Kernel"],
        ["Storage.Sqlite"] = ["Storage"],
        ["Storage.Postgres"] = ["Storage"],
        ["Cluster"] = ["Kernel"],
        ["Cluster.Redis"] = ["Cluster"],
        ["Http"] = ["Kernel"],
    };

    [Fact]
    public void Every_project_references_only_what_is_below_it()
    {
        var broken =
            from project in Repository.References
            where project.Key is not ("Server" or "Cli")
            from reference in project.Value
            where !MayKnow(project.Key, reference)
            select $"{project.Key} must not reference {reference}: {Why(project.Key)}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_project_has_a_place_in_the_order()
    {
        var homeless = Repository.References.Keys.Where(name => name is not ("Server" or "Cli") && !Areas.Contains(name) && !Allowed.ContainsKey(name));

        Assert.Empty(homeless);
    }

    [Fact]
    public void Only_the_server_names_an_engine()
    {
        var naming =
            from folder in (string[])["Kernel", "Contracts", "Http", .. Areas]
            where Directory.Exists(Path.Combine(Repository.Root, "src", folder))
            from file in Repository.SourceFiles(Path.Combine("src", folder))
            let text = File.ReadAllText(file)
            where text.Contains("Pillion.Storage.Sqlite", StringComparison.Ordinal) || text.Contains("Microsoft.Data.Sqlite", StringComparison.Ordinal)
            select $"{Path.GetRelativePath(Repository.Root, file)} names an engine; only src/Server may.";

        Assert.Empty(naming);
    }

    [Fact]
    public void Only_identity_sees_entity_framework_and_openiddict()
    {
        var seeing =
            from file in Repository.SourceFiles("src")
            where !Path.GetRelativePath(Repository.Root, file).Replace('\\', '/').StartsWith("src/Identity/", StringComparison.Ordinal)
            let text = File.ReadAllText(file)
            where text.Contains("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || text.Contains("using OpenIddict", StringComparison.Ordinal)
            select $"{Path.GetRelativePath(Repository.Root, file)} sees the OAuth server's parts; they stay inside Identity.";

        Assert.Empty(seeing);
    }

    private static bool MayKnow(string project, string reference) => Areas.Contains(project)
        ? reference is "Contracts" or "Storage" or "Cluster" or "Http" or "Kernel"
        : Allowed.TryGetValue(project, out var allowed) && allowed.Contains(reference);

    private static string Why(string project) => Areas.Contains(project)
        ? "areas meet in Contracts, by an interface or a published event, and never reference each other."
        : "references point downwards: Server, areas, {Http, Storage, Cluster}, Contracts, Kernel.";
}
