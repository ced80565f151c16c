using Pillion.Kernel;

namespace Pillion.Identity.Users;

/// <summary>One presence that a user can choose. Ids are the same on every server and never change.</summary>
internal sealed record Presence(string Id, string SystemPresence, string Name)
{
    public string SelfUri => $"/api/v2/presence/definitions/{Id}";
}

/// <summary>The vendor's system presences.</summary>
internal static class Presences
{
    public const string Offline = "Offline";

    public static IReadOnlyList<Presence> All { get; } =
    [
        new("704602ca-35a8-4cb7-8013-62b6a1e78301", "Available", "Available"),
        new("8cf7af0a-9f07-44b5-a3dc-ea43cb61a598", "Away", "Away"),
        new("fa6ac7eb-11db-4a5d-aeda-b86555aa9140", "Busy", "Busy"),
        new("969ed3ca-563e-4701-9384-408c51b73344", "Offline", "Offline"),
        new("ee157313-3b25-4f4f-ac97-dac34a180dd1", "Idle", "Idle"),
        new("09f80114-083f-41c4-b229-cba0c7428676", "OnQueue", "On Queue"),
        new("490fbc56-e75a-4fc0-8f71-3f4d1013b521", "Meal", "Meal"),
        new("a124cad5-b2ea-43ab-aa7b-495ac0ae9370", "Training", "Training"),
        new("4351d486-3c35-43e2-975f-a1446c526ecb", "Meeting", "Meeting"),
        new("006b38b1-7f07-48c9-923a-acf5bb89364e", "Break", "Break"),
    ];

    public static IReadOnlyList<string> SystemNames { get; } = All.Select(presence => presence.SystemPresence).ToList();

    public static Presence Of(string systemPresence) =>
        All.First(presence => string.Equals(presence.SystemPresence, systemPresence, StringComparison.Ordinal));

    /// <summary>By its system name in any case, as the vendor's SDKs spell it in several ways.</summary>
    public static Presence? Named(string systemPresence) =>
        All.FirstOrDefault(presence => string.Equals(presence.SystemPresence, systemPresence, StringComparison.OrdinalIgnoreCase));

    /// <summary>The one that a mistyped name, or a word of everyday language, was meant for.</summary>
    public static Presence? Meant(string word) =>
        Words.TryGetValue(word.Trim(), out var meant) ? Of(meant)
        : Nearest.To(word, SystemNames) is { } name ? Of(name)
        : WithId(word.Trim());

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["online"] = "Available",
        ["ready"] = "Available",
        ["active"] = "Available",
        ["free"] = "Available",
        ["inactive"] = Offline,
        ["logged out"] = Offline,
        ["dnd"] = "Busy",
        ["do not disturb"] = "Busy",
        ["lunch"] = "Meal",
        ["pause"] = "Break",
        ["queue"] = "OnQueue",
        ["in queue"] = "OnQueue",
    };

    public static Presence? WithId(string id) =>
        All.FirstOrDefault(presence => string.Equals(presence.Id, id, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The vendor's routing statuses.</summary>
internal static class RoutingStatuses
{
    public const string OffQueue = "OFF_QUEUE";

    public static IReadOnlyList<string> All { get; } = [OffQueue, "IDLE", "INTERACTING", "NOT_RESPONDING", "COMMUNICATING"];

    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["off"] = OffQueue,
        ["offline"] = OffQueue,
        ["on queue"] = "IDLE",
        ["on_queue"] = "IDLE",
        ["onqueue"] = "IDLE",
        ["available"] = "IDLE",
        ["ready"] = "IDLE",
    };

    /// <summary>The one that a mistyped name, or a word of everyday language, was meant for.</summary>
    public static string? Meant(string word) => Words.GetValueOrDefault(word.Trim()) ?? Nearest.To(word, All);
}
