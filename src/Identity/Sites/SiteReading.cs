using System.Text.Json;
using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Identity.Sites;

/// <summary>Reads a site from a request's body, with every fault at once.</summary>
internal static class SiteReading
{
    // Names that people guess, each with the field's real name.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["url"] = "homeUrl",
        ["home"] = "homeUrl",
        ["home_url"] = "homeUrl",
        ["homepage"] = "homeUrl",
        ["website"] = "homeUrl",
        ["origin"] = "allowedOrigins",
        ["origins"] = "allowedOrigins",
        ["domains"] = "allowedOrigins",
        ["title"] = "name",
        ["slug"] = "key",
        ["privacy"] = "privacyPolicy",
        ["session"] = "sessionPolicy",
    };

    public static SiteSettings? Read(JsonElement body, List<Fault> faults)
    {
        var reader = BodyReader.Root(body, faults);
        var key = Checked(reader, "key", reader.Text("key", required: true, longest: 200), SiteRules.Key, SiteRules.MeantKey);
        var name = reader.Text("name", required: true, longest: SiteRules.LongestName);
        var home = Checked(reader, "homeUrl", reader.Text("homeUrl", required: true, longest: SiteRules.LongestUrl), SiteRules.HomeUrl, SiteRules.MeantUrl);
        var origins = reader.Texts("allowedOrigins", 1, SiteRules.MostOrigins);
        Each(origins, "/allowedOrigins", SiteRules.Origin, faults, SiteRules.MeantOrigin);
        var privacy = ReadPrivacy(reader.Object("privacyPolicy"), faults);
        var session = ReadSession(reader.Object("sessionPolicy"), faults);

        // Callers send back what they were answered.
        _ = (reader.Has("id"), reader.Has("selfUri"));
        reader.Close(Aliases);
        return faults.Count > 0 || key is null || name is null || home is null
            ? null
            : new SiteSettings(key, name.Trim(), home, origins ?? [SiteRules.OriginOf(new Uri(home))], privacy, session);
    }

    private static PrivacyPolicy ReadPrivacy(BodyReader? reader, List<Fault> faults)
    {
        var preset = reader?.OneOf("preset", SiteRules.Presets) ?? SiteRules.DefaultPreset;
        var lists = new[] { "hide", "show", "readOnly" }.Select(name =>
        {
            var selectors = reader?.Texts(name, 0, SiteRules.MostSelectors) ?? [];
            Each(selectors, Pointer.Of(reader?.At ?? "", name), Selectors.Problem, faults);
            return selectors;
        }).ToList();
        _ = reader?.Has("version");
        reader?.Close();
        return new PrivacyPolicy(1, preset, lists[0], lists[1], lists[2]);
    }

    private static SessionPolicy ReadSession(BodyReader? reader, List<Fault> faults)
    {
        var origins = reader?.Texts("assetOrigins", 0, SiteRules.MostOrigins) ?? [];
        Each(origins, Pointer.Of(reader?.At ?? "", "assetOrigins"), SiteRules.AssetOrigin, faults, SiteRules.MeantOrigin);
        var policy = new SessionPolicy(
            reader?.Integer("waitSeconds", 0, SiteRules.LongestWait) ?? SiteRules.DefaultWait,
            reader?.Integer("patienceSeconds", SiteRules.ShortestPatience, SiteRules.LongestPatience) ?? SiteRules.DefaultPatience,
            reader?.Flag("requireActiveCommunication") ?? false,
            origins);
        reader?.Close();
        return policy;
    }

    private static string? Checked(
        BodyReader reader, string name, string? value, Func<string, string?> problem, Func<string, string?> meant)
    {
        if (value is not null && problem(value) is { } wrong)
        {
            reader.Refuse(name, "invalid.value", wrong, nearest: meant(value));
            return null;
        }

        return value;
    }

    private static void Each(IReadOnlyList<string>? values, string pointer, Func<string, string?> problem, List<Fault> faults, Func<string, string?>? meant = null)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (value, index) in (values ?? []).Select((value, index) => (value, index)))
        {
            var wrong = problem(value) ?? (seen.Add(value) ? null : "This is given twice; give it once.");
            if (wrong is not null)
            {
                faults.Add(new Fault("invalid.value", wrong, Pointer.Of(pointer, index), value.Length > 200 ? value[..200] : value, Nearest: meant?.Invoke(value)));
            }
        }
    }
}
