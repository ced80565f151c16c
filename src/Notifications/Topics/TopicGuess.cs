using System.Text.RegularExpressions;
using Pillion.Kernel;

namespace Pillion.Notifications.Topics;

/// <summary>Makes out what was meant by a text that is no topic.</summary>
internal static partial class TopicGuess
{
    private const string Users = "v2.users.";
    private const string Details = "v2.detail.events.conversation.";

    // Names of oneself that work elsewhere in the API, or that were left in from the documentation.
    private static readonly string[] Oneself = ["me", "{id}", "{userid}", ":id", "<id>", "id"];

    /// <param name="name">One topic, as spelled.</param>
    /// <param name="lower">The same in lower case.</param>
    public static TopicProblem Explain(string name, string lower, string? self)
    {
        var (template, id) = Take(lower);
        if (id.Length > 0 && TopicCatalog.All.FirstOrDefault(kind => Same(kind.Template, template)) is { } kind)
        {
            var own = kind.Subject == TopicSubject.User && Oneself.Contains(id, StringComparer.Ordinal) ? self : null;
            var hint = own is not null ? " Yours is filled in below."
                : id.Contains('@', StringComparison.Ordinal) ? " POST /api/v2/users/search finds the id of an email address."
                : "";
            return new TopicProblem("malformed.id", $"\"{id}\" is no id; ids are UUIDs.{hint}", own is null ? null : kind.With(own));
        }

        if (TopicCatalog.IsElsewhere(template))
        {
            return new TopicProblem("topic.not.supported", $"There is nothing to tell about {name} here. GET /api/v2/notifications/availabletopics lists the topics.");
        }

        var nearest = Begun(template) ?? Nearest.To(template, TopicCatalog.Templates);
        var meant = nearest is null ? null : Filled(TopicCatalog.All.First(one => one.Template == nearest), id, self);
        var question = meant is null ? " GET /api/v2/notifications/availabletopics lists the topics." : $" Did you mean {meant}?";
        return new TopicProblem("unknown.topic", $"There is no such topic.{question}", meant);
    }

    /// <summary>A text that is a topic as it is now; null otherwise.</summary>
    public static string? Mend(string text) => text.Length > 0 && TopicExpression.Parse(text).Problems.Count == 0 ? text : null;

    // A topic that was cut short is nearer to its whole than to shorter topics that need fewer changes.
    private static string? Begun(string template)
    {
        var begun = TopicCatalog.Templates.Where(one => one.StartsWith(template, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return begun.Count == 1 ? begun[0] : null;
    }

    private static string? Filled(TopicKind kind, string id, string? self)
    {
        if (kind.Subject == TopicSubject.Channel)
        {
            return kind.Template;
        }

        var known = Ids.IsId(id) ? id : kind.Subject == TopicSubject.User && Oneself.Contains(id, StringComparer.Ordinal) ? self : null;
        return known is null ? null : kind.With(known);
    }

    // The template of a text, and what stands in place of the id.
    private static (string Template, string Id) Take(string lower)
    {
        if (AnId().Match(lower) is { Success: true } match)
        {
            return ($"{lower[..match.Index]}{{id}}{lower[(match.Index + match.Length)..]}", match.Value);
        }

        // Ends first: an email address has dots of its own.
        foreach (var kind in TopicCatalog.All.OrderByDescending(kind => kind.Template.Length))
        {
            if (kind.IdIn(lower) is { Length: > 0 } found)
            {
                return (kind.Template.ToLowerInvariant(), found);
            }
        }

        foreach (var head in (string[])[Users, Details])
        {
            if (lower.StartsWith(head, StringComparison.Ordinal))
            {
                var rest = lower[head.Length..];
                var id = rest.Split('.')[0];
                return ($"{head}{{id}}{rest[id.Length..]}", id);
            }
        }

        return (lower, "");
    }

    private static bool Same(string template, string lower) => string.Equals(template, lower, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex AnId();
}
