using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Pillion.Cobrowse.Lobby;
using Pillion.Cobrowse.Sessions;
using Pillion.Cobrowse.Tests.Hosting;
using Pillion.Contracts;

namespace Pillion.Cobrowse.Tests.Guests;

/// <summary>Someone on the visitor's side, who has no token.</summary>
internal static class Guest
{
    public static string Path(string sessionId, string deployment = "dev") => $"/api/v2/webdeployments/deployments/{deployment}/cobrowse/{sessionId}";

    public static Task<GuestAnswer> GetAsync(App app, string sessionId, string deployment = "dev", string? origin = null) =>
        SendAsync(app, HttpMethod.Get, Path(sessionId, deployment), origin);

    public static Task<GuestAnswer> DeleteAsync(App app, string sessionId, string deployment = "dev", string? origin = null) =>
        SendAsync(app, HttpMethod.Delete, Path(sessionId, deployment), origin);

    public static async Task<GuestAnswer> SendAsync(App app, HttpMethod method, string path, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await SendAsync(app, request);
    }

    public static async Task<GuestAnswer> SendAsync(App app, HttpRequestMessage request)
    {
        using var response = await app.Http.SendAsync(request, App.Cancellation);
        return new GuestAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(App.Cancellation), response.Headers);
    }

    /// <summary>An invitation that has been made when this completes.</summary>
    public static async Task<ConversationSummary> InviteAsync(App app, string visitorId, string communicationType = "Unknown")
    {
        var started = app.World.Start(visitorId) with { CommunicationType = communicationType };
        app.World.Change(started);
        await app.InviteAsync(visitorId, conversation: started);
        var pulse = app.Get<LobbyPulse>();
        while (true)
        {
            // Armed before looking, so that it is not missed in between.
            var changed = pulse.Changed;
            if (app.Get<LiveSessions>().Find(started.SessionId) is not null)
            {
                return started;
            }

            await changed.WaitAsync(Patience.Limit, App.Cancellation);
        }
    }
}

/// <summary>An answer, read whole.</summary>
internal sealed record GuestAnswer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)
{
    public JsonNode Body => JsonNode.Parse(Text)!;

    public string this[string name] => Body[name]!.GetValue<string>();

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    public GuestAnswer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"expected {(int)status}, got {(int)Status}: {Text}");
        return this;
    }
}
