namespace Pillion.Notifications.Topics;

/// <summary>What the id in a topic stands for.</summary>
internal enum TopicSubject
{
    /// <summary>Nothing: messages of the channel itself, which every socket gets.</summary>
    Channel,
    User,
    Conversation,
}

/// <summary>One family of topics.</summary>
/// <param name="Template">The topic with <c>{id}</c> in place of its id.</param>
/// <param name="Scope">The scope that a subscriber needs; null for none.</param>
/// <param name="Uris">Operations that answer the same on request.</param>
/// <param name="Fields">Top-level fields of the event, with their JSON types.</param>
internal sealed record TopicKind(
    string Template,
    TopicSubject Subject,
    string? Scope,
    string Description,
    IReadOnlyList<string> Uris,
    IReadOnlyDictionary<string, string> Fields)
{
    private const string Placeholder = "{id}";

    private readonly string _head = Template.Split(Placeholder)[0].ToLowerInvariant();
    private readonly string? _tail = Template.Contains(Placeholder, StringComparison.Ordinal) ? Template.Split(Placeholder)[1].ToLowerInvariant() : null;

    /// <summary>The key under which events of this kind are found: the topic in lower case.</summary>
    public string Key(string id) => $"{_head}{id}{_tail}";

    /// <summary>The topic of this kind for an id, in the spelling of the template.</summary>
    public string With(string id) => Template.Replace(Placeholder, id, StringComparison.Ordinal);

    /// <summary>What stands in place of the id; empty for a kind without one, null when the topic is of another kind.</summary>
    /// <param name="lower">A topic in lower case.</param>
    public string? IdIn(string lower)
    {
        if (_tail is null)
        {
            return lower == _head ? "" : null;
        }

        return lower.Length > _head.Length + _tail.Length && lower.StartsWith(_head, StringComparison.Ordinal) && lower.EndsWith(_tail, StringComparison.Ordinal)
            ? lower[_head.Length..^_tail.Length]
            : null;
    }
}
