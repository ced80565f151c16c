using Pillion.Kernel;

namespace Pillion.Notifications.Topics;

/// <summary>One topic that was asked for.</summary>
/// <param name="Id">The user's or conversation's id; empty for topics of the channel.</param>
/// <param name="Name">As the subscriber spells it.</param>
/// <param name="Key">The same in lower case, by which events find it.</param>
internal sealed record Topic(TopicKind Kind, string Id, string Name, string Key);

/// <summary>Why a text is no topic.</summary>
/// <param name="Nearest">What was probably meant: a whole topic.</param>
internal sealed record TopicProblem(string Code, string Message, string? Nearest = null);

/// <summary>
/// What one subscription names: a topic, or several that begin alike, as in
/// <c>v2.users.{id}?presence&amp;routingStatus</c>. Case does not matter.
/// </summary>
/// <param name="Text">As it was sent.</param>
internal sealed record TopicExpression(string Text, IReadOnlyList<Topic> Topics, IReadOnlyList<TopicProblem> Problems)
{
    /// <summary>Two texts of one key are one subscription.</summary>
    public string Key => Text.ToLowerInvariant();

    /// <summary>Reads a text; what is no topic is among the problems.</summary>
    /// <param name="self">The id of the user who asks, to be proposed where an id is missing.</param>
    public static TopicExpression Parse(string text, string? self = null)
    {
        if (Malformed(text) is { } malformed)
        {
            return new TopicExpression(text, [], [malformed]);
        }

        var (topics, problems) = (new List<Topic>(), new List<TopicProblem>());
        foreach (var name in Names(text))
        {
            var lower = name.ToLowerInvariant();
            if (Find(lower) is var (kind, id))
            {
                topics.Add(new Topic(kind, id, name, lower));
            }
            else
            {
                problems.Add(TopicGuess.Explain(name, lower, self));
            }
        }

        return new TopicExpression(text, topics, problems);
    }

    /// <summary>The single topics behind a text, in the spelling of the text.</summary>
    private static IEnumerable<string> Names(string text)
    {
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? [text] : text[(mark + 1)..].Split('&').Select(end => $"{text[..mark]}.{end}");
    }

    private static (TopicKind Kind, string Id)? Find(string lower)
    {
        foreach (var kind in TopicCatalog.All)
        {
            if (kind.IdIn(lower) is { } id && (kind.Subject == TopicSubject.Channel || Ids.IsId(id)))
            {
                return (kind, id);
            }
        }

        return null;
    }

    private static TopicProblem? Malformed(string text) => text switch
    {
        "" => new TopicProblem("malformed.topic", "A topic is a text such as v2.users.{id}.conversations."),
        { Length: > NotificationLimits.LongestTopic } => new TopicProblem(
            "malformed.topic", $"A topic has at most {NotificationLimits.LongestTopic} characters; this has {text.Length}. Subscribe to its parts one by one."),
        _ when text.Any(c => c is <= ' ' or > '~') => new TopicProblem(
            "malformed.topic",
            "Topics hold printable ASCII characters and no blanks.",
            text.Any(c => c > '~') ? null : TopicGuess.Mend(string.Concat(text.Where(c => c > ' ')))),
        _ when text.EndsWith('?') || text.Contains("?&", StringComparison.Ordinal) || text.Contains("&&", StringComparison.Ordinal) || text.EndsWith('&') =>
            new TopicProblem("malformed.topic", "Write the parts of a combined topic as v2.users.{id}?presence&routingStatus."),
        _ => null,
    };
}
