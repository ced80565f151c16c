using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Lobby;
using Pillion.Contracts;

namespace Pillion.Cobrowse.Presence;

/// <summary>All connected tabs, by visitor and by tab.</summary>
internal sealed class VisitorRegistry(LobbyPulse pulse) : IVisitorPresence
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<VisitorTab>> _byVisitor = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Site, string Tab), VisitorTab> _byTab = [];

    public int TabCount
    {
        get
        {
            lock (_lock)
            {
                return _byTab.Count;
            }
        }
    }

    public int VisitorCount
    {
        get
        {
            lock (_lock)
            {
                return _byVisitor.Count;
            }
        }
    }

    public bool IsPresent(string visitorId)
    {
        lock (_lock)
        {
            return _byVisitor.ContainsKey(visitorId);
        }
    }

    public IReadOnlyList<PresentTab> TabsToAsk(string visitorId) =>
        Asked(TabsOf(visitorId)).Select(tab => new PresentTab(tab.Page.Url, tab.Page.Title)).ToList();

    /// <summary>Hidden tabs are asked only when there is no other, so that the question is there when the visitor looks.</summary>
    public static IReadOnlyList<VisitorTab> Asked(IReadOnlyList<VisitorTab> tabs)
    {
        var visible = tabs.Where(tab => tab.Page.Visible).ToList();
        return visible.Count > 0 ? visible : tabs.OrderByDescending(tab => tab.LastSeen).Take(1).ToList();
    }

    /// <summary>
    /// Enters a tab. An older socket of the same tab gives way; false when the visitor has too many tabs already.
    /// </summary>
    public bool Add(VisitorTab tab)
    {
        lock (_lock)
        {
            var key = (tab.Site.Id, tab.TabId);
            if (_byTab.TryGetValue(key, out var older))
            {
                Take(older);
                older.GiveWay();
            }

            if (_byVisitor.TryGetValue(tab.Visitor.Id, out var tabs) && tabs.Count >= Limits.MaxTabsPerVisitor)
            {
                return false;
            }

            _byTab[key] = tab;
            Put(tab);
        }

        pulse.Touch();
        return true;
    }

    /// <summary>Takes a tab out; one that is not in is fine.</summary>
    public void Remove(VisitorTab tab)
    {
        lock (_lock)
        {
            if (!Take(tab))
            {
                return;
            }
        }

        pulse.Touch();
    }

    /// <summary>The tab turned out to belong to another visitor, or to one of whom more is known now.</summary>
    public void Rebind(VisitorTab tab, RecognizedVisitor visitor)
    {
        lock (_lock)
        {
            var isIn = _byTab.GetValueOrDefault((tab.Site.Id, tab.TabId)) == tab;
            Unput(tab);
            tab.Recognized(visitor);
            if (isIn)
            {
                Put(tab);
            }
        }

        pulse.Touch();
    }

    public IReadOnlyList<VisitorTab> TabsOf(string visitorId)
    {
        lock (_lock)
        {
            return _byVisitor.TryGetValue(visitorId, out var tabs) ? tabs.ToArray() : [];
        }
    }

    /// <summary>All present visitors' tabs, one list a visitor.</summary>
    public IReadOnlyList<IReadOnlyList<VisitorTab>> All()
    {
        lock (_lock)
        {
            return _byVisitor.Values.Select(tabs => (IReadOnlyList<VisitorTab>)tabs.ToArray()).ToList();
        }
    }

    private bool Take(VisitorTab tab)
    {
        var key = (tab.Site.Id, tab.TabId);
        if (_byTab.GetValueOrDefault(key) != tab)
        {
            return false;
        }

        _byTab.Remove(key);
        Unput(tab);
        return true;
    }

    private void Put(VisitorTab tab)
    {
        if (!_byVisitor.TryGetValue(tab.Visitor.Id, out var tabs))
        {
            _byVisitor[tab.Visitor.Id] = tabs = [];
        }

        tabs.Add(tab);
    }

    private void Unput(VisitorTab tab)
    {
        if (_byVisitor.TryGetValue(tab.Visitor.Id, out var tabs) && tabs.Remove(tab) && tabs.Count == 0)
        {
            _byVisitor.Remove(tab.Visitor.Id);
        }
    }
}
