using System.Text.Json;
using Microsoft.Playwright;

namespace Pillion.Browser.Tests.Driving;

/// <summary>
/// Pillion's own elements on a visitor's page, found as assistive technology finds them: by role and name. They live
/// in a closed shadow root that no script of the page can see, so the browser itself is asked.
/// </summary>
internal sealed class VisitorUi(IPage page)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private ICDPSession? _devTools;

    /// <summary>Waits until an element with this role and a name that holds <paramref name="name"/> is there.</summary>
    public Task WaitForAsync(string role, string name) => FindWithinLimitAsync(role, name);

    /// <summary>Waits until there is no such element.</summary>
    public Task WaitUntilGoneAsync(string role, string name) => Polling.UntilAsync(
        $"no {role} \"{name}\" on the visitor's page", Limit, async () => await FindAsync(role, name) is null ? "gone" : null);

    /// <summary>Clicks in the middle of the element with a real mouse, once it has come to rest.</summary>
    public async Task ClickAsync(string role, string name)
    {
        var last = (X: -1f, Y: -1f);
        var (x, y) = await Polling.UntilAsync($"{role} \"{name}\" to come to rest", Limit, async () =>
        {
            var now = await MiddleAsync(await FindWithinLimitAsync(role, name));
            var resting = now is { } middle && middle == last;
            last = now ?? last;
            return resting ? Tuple.Create(last.X, last.Y) : null;
        });
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.ClickAsync(x, y);
    }

    /// <summary>Clicks again and again, as a person does whose click came too early, until the element is gone.</summary>
    public async Task ClickAwayAsync(string role, string name) => await Polling.UntilAsync(
        $"{role} \"{name}\" to be gone after a click",
        Limit,
        async () =>
        {
            if (await FindAsync(role, name) is { } node && await MiddleAsync(node) is { } middle)
            {
                await page.Mouse.ClickAsync(middle.X, middle.Y);
            }

            return await FindAsync(role, name) is null ? "gone" : null;
        });

    private Task<int[]> FindWithinLimitAsync(string role, string name) => Polling.UntilAsync(
        $"{role} \"{name}\" on the visitor's page at {page.Url}", Limit, async () => await FindAsync(role, name) is { } node ? new[] { node } : null);

    private Task<(float X, float Y)?> MiddleAsync(int[] node) => MiddleAsync(node[0]);

    private async Task<(float X, float Y)?> MiddleAsync(int node)
    {
        try
        {
            var box = await SendAsync("DOM.getBoxModel", new() { ["backendNodeId"] = node });
            var border = box.GetProperty("model").GetProperty("border").EnumerateArray().Select(value => value.GetSingle()).ToArray();
            return ((border[0] + border[4]) / 2, (border[1] + border[5]) / 2);
        }
        catch (PlaywrightException)
        {
            // The element went away in between, or has no box yet.
            return null;
        }
    }

    private async Task<int?> FindAsync(string role, string name)
    {
        try
        {
            var document = await SendAsync("DOM.getDocument", []);
            var found = await SendAsync("Accessibility.queryAXTree", new()
            {
                ["nodeId"] = document.GetProperty("root").GetProperty("nodeId").GetInt32(),
                ["role"] = role,
            });
            foreach (var node in found.GetProperty("nodes").EnumerateArray())
            {
                if (!node.GetProperty("ignored").GetBoolean()
                    && node.TryGetProperty("name", out var named)
                    && named.GetProperty("value").GetString()!.Contains(name, StringComparison.Ordinal))
                {
                    return node.GetProperty("backendDOMNodeId").GetInt32();
                }
            }
        }
        catch (PlaywrightException)
        {
            // The page is between two documents.
        }

        return null;
    }

    private async Task<JsonElement> SendAsync(string method, Dictionary<string, object> parameters)
    {
        if (_devTools is null)
        {
            _devTools = await page.Context.NewCDPSessionAsync(page);
            await _devTools.SendAsync("DOM.enable");
            await _devTools.SendAsync("Accessibility.enable");
        }

        return (await _devTools.SendAsync(method, parameters))!.Value;
    }
}
