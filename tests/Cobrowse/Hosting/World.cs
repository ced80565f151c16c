using System.Collections.Concurrent;
using Pillion.Contracts;
using Pillion.Kernel;

namespace Pillion.Cobrowse.Tests.Hosting;

/// <summary>The other areas, played: sites, visitors and conversations. It outlives a server that is started again.</summary>
internal sealed class World : ISites, IVisitors, IConversations
{
    public const string Origin = "https://shop.test";

    private readonly ConcurrentDictionary<string, VisitorView> _visitors = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConversationSummary> _conversations = new(StringComparer.Ordinal);

    public SiteView Site { get; set; } = new(
        Ids.New(), "dev", "Shop", "https://shop.test/", [Origin], new PrivacyPolicy(3, "balanced", [".secret"], [], []), new SessionPolicy(900, 120));

    public SiteView OtherSite { get; } = new(
        Ids.New(), "other", "Other", "https://other.test/", ["https://other.test"], new PrivacyPolicy(1, "private", [], [], []), new SessionPolicy(900, 120));

    public ConversationSummary Start(string visitorId, string agentId = Agents.Avery, string? id = null)
    {
        var summary = new ConversationSummary(
            id ?? Ids.New(), Ids.New(), Ids.New(), Site.Id, visitorId, agentId, "Avery Moss", "connected", "Ticket T-17", DateTimeOffset.UnixEpoch, Live: true);
        return _conversations[summary.SessionId] = summary;
    }

    public void Change(ConversationSummary conversation) => _conversations[conversation.SessionId] = conversation;

    public ValueTask<SiteView?> FindAsync(string idOrKey, CancellationToken cancellation) =>
        ValueTask.FromResult(new[] { Site, OtherSite }.FirstOrDefault(site => site.Id == idOrKey || site.Key == idOrKey));

    public ValueTask<IReadOnlyList<SiteView>> ListAsync(CancellationToken cancellation) => ValueTask.FromResult<IReadOnlyList<SiteView>>([Site, OtherSite]);

    public ValueTask<VisitorView?> FindAsync(string siteId, VisitorName kind, string name, CancellationToken cancellation) =>
        ValueTask.FromResult(_visitors.Values.FirstOrDefault(visitor => visitor.SiteId == siteId && (visitor.Id == name || visitor.Email == name)));

    public async ValueTask<VisitorView> ExpectAsync(string siteId, VisitorName kind, string name, CancellationToken cancellation) =>
        await FindAsync(siteId, kind, name, cancellation) ?? Add(new VisitorView(Ids.New(), siteId, null, name, null, Identified: false));

    // A visitor token is the visitor's id, an identity token is an email; real ones are Identity's business.
    public async ValueTask<Result<RecognizedVisitor>> RecognizeAsync(SiteView site, string? visitorToken, string? identityToken, CancellationToken cancellation)
    {
        if (identityToken is not null)
        {
            if (!identityToken.Contains('@', StringComparison.Ordinal))
            {
                return Refused("identity.signature");
            }

            var known = await ExpectAsync(site.Id, VisitorName.Email, identityToken, cancellation);
            known = Add(known with { Identified = true, Name = known.Name ?? "Robin Doe" });
            return new RecognizedVisitor(known, known.Id);
        }

        if (visitorToken is null)
        {
            var anonymous = Add(new VisitorView(Ids.New(), site.Id, null, null, null, Identified: false));
            return new RecognizedVisitor(anonymous, anonymous.Id);
        }

        return _visitors.TryGetValue(visitorToken, out var visitor) && visitor.SiteId == site.Id
            ? new RecognizedVisitor(visitor, visitor.Id)
            : Refused("visitor.signature");
    }

    public ValueTask<ConversationSummary?> FindBySessionAsync(string sessionId, CancellationToken cancellation) =>
        ValueTask.FromResult(_conversations.GetValueOrDefault(sessionId));

    public ValueTask<IReadOnlyList<ConversationSummary>> ListLiveAsync(int most, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<ConversationSummary>>(_conversations.Values.Where(conversation => conversation.Live).Take(most).ToList());

    private static Refusal Refused(string code) => new(401, code, "The signature does not fit.", [new Fault(code, "The signature does not fit.")]);

    private VisitorView Add(VisitorView visitor) => _visitors[visitor.Id] = visitor;
}

internal static class Agents
{
    public const string Avery = "0199f2a0-0000-7000-8000-0000000000a1";
    public const string Blake = "0199f2a0-0000-7000-8000-0000000000b2";
}
