using System.Net;
using System.Text.Json.Nodes;
using Pillion.Contracts;

namespace Pillion.Identity.Tests;

/// <summary>What the other areas hear of a user's presence and routing status.</summary>
public sealed class UserStatusTests : IAsyncLifetime
{
    private IdentityApp _app = null!;
    private string _token = "";
    private string _user = "";

    public async ValueTask InitializeAsync()
    {
        _app = await IdentityApp.StartAsync();
        _token = await _app.TokenAsync();
        _user = (await _app.GetAsync("/api/v2/users", _token)).Body["entities"]![0]!["id"]!.GetValue<string>();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Every_change_is_told_with_what_moved_and_how_it_was_right_then()
    {
        await SetPresenceAsync("Busy", "at lunch");
        await SetPresenceAsync("Busy", "at the desk");
        (await _app.SendAsync(HttpMethod.Put, $"/api/v2/users/{_user}/routingstatus", JsonNode.Parse("""{"status":"IDLE"}"""), _token)).Expect(HttpStatusCode.OK);

        Assert.Equal("Busy", (await _app.Published.NextAsync<PresenceChanged>()).Presence);
        var first = await _app.Published.NextAsync<UserStatusChanged>();
        var second = await _app.Published.NextAsync<UserStatusChanged>();
        Assert.Equal("IDLE", await RoutingOfNextPresenceChangeAsync());
        var third = await _app.Published.NextAsync<UserStatusChanged>();

        Assert.Equal((true, false, "Busy", "at lunch", "OFF_QUEUE"), Shown(first));
        Assert.Equal((true, false, "Busy", "at the desk", "OFF_QUEUE"), Shown(second));
        Assert.Equal((false, true, "Busy", "at the desk", "IDLE"), Shown(third));
        Assert.True(first.Version < second.Version && second.Version < third.Version);
    }

    [Fact]
    public async Task What_changes_nothing_is_not_told()
    {
        await SetPresenceAsync("Away", "back soon");
        await _app.Published.NextAsync<PresenceChanged>();
        await _app.Published.NextAsync<UserStatusChanged>();
        await SetPresenceAsync("Away", "back soon");
        await SetPresenceAsync("Meal", null);
        await _app.Published.NextAsync<PresenceChanged>();
        Assert.Equal("Meal", (await _app.Published.NextAsync<UserStatusChanged>()).Status.Presence);
    }

    [Fact]
    public async Task The_status_can_be_read_by_user()
    {
        var statuses = _app.Statuses;
        var status = await statuses.FindAsync(_user, TestContext.Current.CancellationToken);
        Assert.NotNull(status);
        Assert.True(status.Active);
        Assert.Null(await statuses.FindAsync("00000000-0000-0000-0000-000000000000", TestContext.Current.CancellationToken));
    }

    private static (bool Presence, bool Routing, string Name, string? Message, string Status) Shown(UserStatusChanged change) =>
        (change.PresenceMoved, change.RoutingMoved, change.Status.Presence, change.Status.Message, change.Status.RoutingStatus);

    private async Task<string> RoutingOfNextPresenceChangeAsync()
    {
        var change = await _app.Published.NextAsync<PresenceChanged>();
        return (await _app.Statuses.FindAsync(change.UserId, TestContext.Current.CancellationToken))!.RoutingStatus;
    }

    private async Task SetPresenceAsync(string presence, string? message)
    {
        var body = new JsonObject { ["presenceDefinition"] = new JsonObject { ["systemPresence"] = presence } };
        if (message is not null)
        {
            body["message"] = message;
        }

        (await _app.SendAsync(HttpMethod.Patch, $"/api/v2/users/{_user}/presences/purecloud", body, _token)).Expect(HttpStatusCode.OK);
    }
}
