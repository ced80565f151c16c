using Pillion.Contracts;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Notifications.Topics;

/// <summary>Who wants to listen.</summary>
/// <param name="UserId">Null for a client by itself.</param>
internal sealed record Subscriber(string ClientId, string? UserId, IReadOnlySet<string> Scopes)
{
    public static Subscriber Of(Caller caller) => new(caller.ClientId, caller.UserId, caller.Scopes);

    public bool MayHearEveryone => UserId is null || Scopes.Contains(Http.Scopes.Admin);
}

/// <summary>A subscription that was asked for, where it stood, and all that is wrong with it.</summary>
/// <param name="MissingScopes">Scopes that the subscriber lacks for it.</param>
internal sealed record CheckedTopic(TopicExpression Expression, string Pointer, IReadOnlyList<Fault> Faults, IReadOnlyList<string> MissingScopes)
{
    public bool Permitted => Faults.Count == 0;
}

/// <summary>Finds out which topics a subscriber can have.</summary>
internal sealed class TopicCheck(IUserStatuses users)
{
    private const string OtherUser = "topic.not.yours";
    private const string NoScope = "missing.scope";
    private const int LongestFound = NotificationLimits.LongestTopic;

    /// <param name="wanted">Texts, each with the pointer of where it stood.</param>
    public async ValueTask<IReadOnlyList<CheckedTopic>> CheckAsync(
        IReadOnlyList<(string Text, string Pointer)> wanted, Subscriber subscriber, CancellationToken cancellation)
    {
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        var result = new List<CheckedTopic>(wanted.Count);
        foreach (var (text, pointer) in wanted)
        {
            var expression = TopicExpression.Parse(text, subscriber.UserId);
            var problems = expression.Problems.ToList();
            var missing = new HashSet<string>(StringComparer.Ordinal);
            foreach (var topic in expression.Topics)
            {
                if (await ProblemAsync(topic, subscriber, known, cancellation) is not { } problem)
                {
                    continue;
                }

                problems.Add(problem);
                if (problem.Code == NoScope)
                {
                    missing.Add(topic.Kind.Scope!);
                }
            }

            var faults = problems.DistinctBy(problem => (problem.Code, problem.Message)).Select(problem => Fault(problem, pointer, text)).ToList();
            result.Add(new CheckedTopic(expression, pointer, faults, [.. missing]));
        }

        return result;
    }

    /// <summary>The refusal of a request in which something is wrong; null when nothing is.</summary>
    /// <param name="shape">What is wrong besides the topics.</param>
    /// <param name="meant">What the request seems to ask for; the part of it that can be had goes into the suggestion.</param>
    /// <param name="suggest">Makes a request of topics.</param>
    public async ValueTask<Refusal?> RefuseAsync(
        IReadOnlyList<CheckedTopic> topics,
        IReadOnlyList<Fault> shape,
        IReadOnlyList<CheckedTopic> meant,
        Subscriber subscriber,
        Func<IReadOnlyList<string>, Suggestion>? suggest,
        CancellationToken cancellation)
    {
        var faults = shape.Concat(topics.SelectMany(topic => topic.Faults)).ToList();
        if (faults.Count == 0)
        {
            return null;
        }

        var suggestion = suggest is not null && await MendAsync(meant, subscriber, cancellation) is { Count: > 0 } mended ? suggest(mended) : null;
        var status = faults.TrueForAll(fault => fault.Code is NoScope or OtherUser) ? 403 : 400;
        if (faults.Count > NotificationLimits.FaultsListed)
        {
            faults = [.. faults.Take(NotificationLimits.FaultsListed), TooMany];
        }

        return Refusal.Of(faults, suggestion) with { Status = status };
    }

    private static Fault TooMany { get; } = new(
        "too.many.faults", $"More than {NotificationLimits.FaultsListed} things are wrong; the rest is not listed.", "");

    // The topics that can be had, with those that were meant in place of mistyped ones.
    private async ValueTask<IReadOnlyList<string>> MendAsync(
        IReadOnlyList<CheckedTopic> topics, Subscriber subscriber, CancellationToken cancellation)
    {
        var meant = topics
            .SelectMany(topic => topic.Permitted
                ? [topic.Expression.Text]
                : topic.Faults.Where(fault => fault.Nearest is not null).Select(fault => fault.Nearest!)
                    .Concat(topic.Expression.Topics.Select(part => part.Name)))
            .DistinctBy(text => text.ToLowerInvariant(), StringComparer.Ordinal)
            .Take(NotificationLimits.TopicsPerChannel)
            .Select(text => (text, ""))
            .ToList();
        return (await CheckAsync(meant, subscriber, cancellation)).Where(topic => topic.Permitted).Select(topic => topic.Expression.Text).ToList();
    }

    private async ValueTask<TopicProblem?> ProblemAsync(
        Topic topic, Subscriber subscriber, Dictionary<string, bool> known, CancellationToken cancellation)
    {
        if (topic.Kind.Scope is { } scope && !Scopes.Holds(subscriber.Scopes, scope))
        {
            return new TopicProblem(NoScope, $"{topic.Name} needs the scope {scope}, and the token does not have it.");
        }

        if (topic.Kind.Subject != TopicSubject.User || topic.Id == subscriber.UserId)
        {
            return null;
        }

        if (!subscriber.MayHearEveryone)
        {
            return new TopicProblem(
                OtherUser,
                $"{topic.Name} is about another user. People listen to topics of their own; a client's token, or one with the scope {Scopes.Admin}, listens to anyone's.",
                topic.Kind.With(subscriber.UserId!));
        }

        if (!known.TryGetValue(topic.Id, out var exists))
        {
            known[topic.Id] = exists = await users.FindAsync(topic.Id, cancellation) is not null;
        }

        return exists ? null : new TopicProblem("unknown.user", "There is no user with this id. GET /api/v2/users lists them.");
    }

    private static Fault Fault(TopicProblem problem, string pointer, string text) => new(
        problem.Code,
        problem.Message,
        pointer,
        text.Length <= LongestFound ? text : $"{text[..LongestFound]}…",
        problem.Code is "unknown.topic" or "topic.not.supported" ? TopicCatalog.Templates : null,
        problem.Nearest);
}
