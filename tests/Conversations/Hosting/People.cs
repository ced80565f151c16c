using System.Collections.Concurrent;
using System.Globalization;
using Pillion.Contracts;
using Pillion.Kernel;

namespace Pillion.Conversations.Tests.Hosting;

/// <summary>The agents of a test.</summary>
internal sealed class Agents : IAgents
{
    private readonly ConcurrentDictionary<string, AgentView> _all = new(StringComparer.Ordinal);

    public AgentView Add(string name, string email, string presence = "Available") =>
        _all.GetOrAdd(email, _ => new AgentView(Ids.New(), name, email, presence));

    public void Appear(AgentView agent, string presence) => _all[agent.Email] = agent with { Presence = presence };

    public ValueTask<AgentView?> FindAsync(string idOrEmail, CancellationToken cancellation) =>
        ValueTask.FromResult(_all.Values.FirstOrDefault(agent => agent.Id == idOrEmail || agent.Email == idOrEmail));

    public ValueTask<IReadOnlyList<AgentView>> ListReachableAsync(int most, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<AgentView>>(_all.Values.Where(agent => agent.Reachable).OrderBy(agent => agent.Name, StringComparer.Ordinal).Take(most).ToList());
}

/// <summary>The sites of a test.</summary>
internal sealed class Sites : ISites
{
    private readonly ConcurrentQueue<SiteView> _all = new();

    public SiteView Add(string key, bool requireActiveCommunication = false)
    {
        var site = new SiteView(
            Ids.New(), key, key, $"https://{key}.test/", [$"https://{key}.test"], new PrivacyPolicy(1, "balanced", [], [], []), new SessionPolicy(900, 120, requireActiveCommunication));
        _all.Enqueue(site);
        return site;
    }

    public ValueTask<SiteView?> FindAsync(string idOrKey, CancellationToken cancellation) =>
        ValueTask.FromResult(_all.FirstOrDefault(site => site.Id == idOrKey || site.Key == idOrKey));

    public ValueTask<IReadOnlyList<SiteView>> ListAsync(CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<SiteView>>(_all.ToList());
}

/// <summary>The visitors of a test, whether they are there, and the join codes that they show.</summary>
internal sealed class Visitors : IVisitors, IVisitorPresence, IJoinCodes
{
    private readonly ConcurrentDictionary<string, VisitorView> _all = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _present = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _shown = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _used = new(StringComparer.Ordinal);
    private int _code = 100_000;

    /// <summary>Visitors who were named before anyone saw them.</summary>
    public ConcurrentQueue<VisitorView> Expected { get; } = new();

    public VisitorView Add(SiteView site, string? externalId = null, string? email = null, string? name = null, bool present = true)
    {
        var visitor = new VisitorView(Ids.New(), site.Id, externalId, email, name, externalId is not null);
        _all[visitor.Id] = visitor;
        _present[visitor.Id] = present;
        return visitor;
    }

    public void Leave(VisitorView visitor) => _present[visitor.Id] = false;

    /// <summary>A code that this visitor reads out.</summary>
    public string Show(VisitorView visitor)
    {
        var code = NextCode();
        _shown[code] = visitor.Id;
        return code;
    }

    public ValueTask<VisitorView?> FindAsync(string siteId, VisitorName kind, string name, CancellationToken cancellation) =>
        ValueTask.FromResult(_all.Values.FirstOrDefault(visitor => visitor.SiteId == siteId && kind switch
        {
            VisitorName.Id => visitor.Id == name,
            VisitorName.ExternalId => visitor.ExternalId == name,
            VisitorName.Email => visitor.Email == name,
            _ => visitor.Id == name || visitor.ExternalId == name || visitor.Email == name,
        }));

    public ValueTask<VisitorView> ExpectAsync(string siteId, VisitorName kind, string name, CancellationToken cancellation)
    {
        var visitor = new VisitorView(
            Ids.New(), siteId, kind == VisitorName.ExternalId ? name : null, kind == VisitorName.Email ? name : null, null, false);
        _all[visitor.Id] = visitor;
        Expected.Enqueue(visitor);
        return ValueTask.FromResult(visitor);
    }

    public ValueTask<Result<RecognizedVisitor>> RecognizeAsync(SiteView site, string? visitorToken, string? identityToken, CancellationToken cancellation) =>
        throw new NotSupportedException("Starting a conversation recognizes nobody.");

    public bool IsPresent(string visitorId) => _present.GetValueOrDefault(visitorId);

    public IReadOnlyList<PresentTab> TabsToAsk(string visitorId) =>
        IsPresent(visitorId) ? [new PresentTab("https://shop.example/cart", "Your cart")] : [];

    public ValueTask<Result<string>> ReserveAsync(CancellationToken cancellation) => ValueTask.FromResult<Result<string>>(NextCode());

    public ValueTask<Result<VisitorView>> FindVisitorAsync(string code, CancellationToken cancellation) => ValueTask.FromResult(Find(code));

    public ValueTask<Result<VisitorView>> TakeVisitorAsync(string code, CancellationToken cancellation)
    {
        var found = Find(code);
        return ValueTask.FromResult(found.Refused || _used.TryAdd(code, true) ? found : Used);
    }

    private static Result<VisitorView> Used { get; } = Refusal.NotFound("join.code.used", "This join code has been used already.");

    private Result<VisitorView> Find(string code) => _used.ContainsKey(code) ? Used
        : _shown.TryGetValue(code, out var id) ? _all[id]
        : Refusal.NotFound("join.code.unknown", "No visitor shows this join code now.");

    private string NextCode() => Interlocked.Increment(ref _code).ToString(CultureInfo.InvariantCulture);
}
