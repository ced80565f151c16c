using System.Globalization;
using Pillion.Kernel;
using Pillion.Kernel.Deciding;

namespace Pillion.Conversations.Lifecycle;

// What is kept with a conversation, whether it goes on or has ended.
internal static partial class Conversation
{
    /// <summary>Code of a refusal: the secure attributes have been changed since the caller read them.</summary>
    public const string StaleSecureAttributes = "stale.secure.attributes";

    private static Decision DecideAttributes(ParticipantState party, SetAttributes set, DateTimeOffset now) => Changed(party.Attributes, set.Attributes) switch
    {
        { Count: 0 } => Decision.Nothing,
        var changed when Total(party.Attributes, changed) is > MostAttributes and var total => TooMany($"A participant has at most {MostAttributes} attributes; this would make {total}."),
        var changed => Decision.Of(new AttributesSet(party.Id, changed, now)),
    };

    private static Decision DecideSecure(ConversationState state, SetSecureAttributes set, DateTimeOffset now)
    {
        var (kept, version) = (state.SecureAttributes?.Attributes ?? NoAttributes, state.SecureAttributes?.Version ?? 0);
        if (set.Version is { } expected && expected != version)
        {
            var message = $"The secure attributes have been changed since version {expected}; their version is {version} now. Nothing was changed. Read them again before you set them.";
            var present = version.ToString(CultureInfo.InvariantCulture);
            return Decision.Refuse(new Refusal(
                409, StaleSecureAttributes, message, [new Fault(StaleSecureAttributes, message, "/version", expected, [present], present)]));
        }

        var changed = Changed(kept, set.Attributes);
        return changed.Count == 0 ? Decision.Nothing
            : Total(kept, changed) is > MostAttributes and var total ? TooMany($"A conversation has at most {MostAttributes} secure attributes; this would make {total}.")
            : Decision.Of(new SecureAttributesSet(changed, version + 1, now));
    }

    private static Dictionary<string, string> Changed(IReadOnlyDictionary<string, string> kept, IReadOnlyDictionary<string, string> set) =>
        set.Where(pair => kept.GetValueOrDefault(pair.Key) != pair.Value).ToDictionary(StringComparer.Ordinal);

    private static int Total(IReadOnlyDictionary<string, string> kept, Dictionary<string, string> set) =>
        kept.Keys.Union(set.Keys, StringComparer.Ordinal).Count();

    private static Decision TooMany(string message) => Refuse(409, "too.many.attributes", message);
}
