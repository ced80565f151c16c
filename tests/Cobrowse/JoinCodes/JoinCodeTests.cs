using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pillion.Cobrowse.JoinCodes;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;
using Pillion.Contracts;
using Pillion.Kernel;

namespace Pillion.Cobrowse.Tests.JoinCodes;

/// <summary>Six digits that bring two people together, once.</summary>
public sealed class JoinCodeTests
{
    [Fact]
    public async Task An_agents_code_brings_whoever_enters_it()
    {
        await using var app = await App.StartAsync();
        var expected = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "robin@example.test", App.Cancellation);
        var conversation = await app.InviteAsync(expected.Id);
        await using var agent = await AgentClient.JoinAsync(app, conversation);
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var code = app.Codes[conversation.SessionId];

        await visitor.RequestAsync("redeem", new JsonObject { ["code"] = $"{code[..3]} {code[3..]}" });
        await visitor.AcceptAsync();

        await agent.StateAsync("active");
        Assert.Equal(visitor.Id, (await app.Heard.NextAsync<InvitationMoved>()).VisitorId);
    }

    [Fact]
    public async Task A_code_works_in_a_link_and_once()
    {
        await using var app = await App.StartAsync();
        var expected = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "robin@example.test", App.Cancellation);
        var conversation = await app.InviteAsync(expected.Id);
        await using var agent = await AgentClient.JoinAsync(app, conversation);
        var code = app.Codes[conversation.SessionId];

        await using var first = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("tab-1", redeem: code));
        await first.OfferAsync();
        await using var second = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("tab-2", redeem: code));
        Assert.Equal("used_code", (await second.EventAsync("refused"))["code"]!.GetValue<string>());

        await using var reloaded = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("tab-1", first.Token, redeem: code));
        await reloaded.AcceptAsync();
        await agent.StateAsync("active");
    }

    [Fact]
    public async Task Guessing_is_stopped_on_a_socket_and_from_an_address()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var app = await App.StartAsync(time);
        var wrong = 0;
        while (wrong < Limits.MaxWrongCodesPerAddress)
        {
            await using var guesser = await VisitorClient.ConnectAsync(app);
            for (var i = 0; i < Limits.MaxWrongCodesPerSocket; i++, wrong++)
            {
                Assert.Equal("unknown_code", await RefusalOfAsync(guesser, wrong.ToString("D6", CultureInfo.InvariantCulture)));
            }

            Assert.Equal("too_many_codes", await RefusalOfAsync(guesser, "999999"));
        }

        await using var other = await VisitorClient.ConnectAsync(app);
        Assert.Equal("too_many_codes", await RefusalOfAsync(other, "999999"));
        time.Advance(Limits.WrongCodeWindow);
        Assert.Equal("unknown_code", await RefusalOfAsync(other, "999999"));
    }

    [Fact]
    public async Task A_visitors_code_stands_for_them_once_and_for_twenty_minutes()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var app = await App.StartAsync(time);
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var code = await CodeAsync(visitor);
        Assert.Equal(code, await CodeAsync(visitor));

        Assert.Equal(visitor.Id, (await app.JoinCodes.FindVisitorAsync(code, App.Cancellation)).Value!.Id);
        Assert.Equal(visitor.Id, (await app.JoinCodes.TakeVisitorAsync(code, App.Cancellation)).Value!.Id);
        Assert.Equal("join.code.used", (await app.JoinCodes.TakeVisitorAsync(code, App.Cancellation)).Refusal!.Code);

        var next = await CodeAsync(visitor);
        Assert.NotEqual(code, next);
        time.Advance(VisitorCodes.Lifetime);
        Assert.Equal("join.code.unknown", (await app.JoinCodes.FindVisitorAsync(next, App.Cancellation)).Refusal!.Code);
    }

    [Fact]
    public async Task Conversations_that_start_at_once_get_codes_of_their_own()
    {
        await using var app = await App.StartAsync();

        var codes = await Task.WhenAll(Enumerable.Range(0, 300).Select(async _ => (await app.JoinCodes.ReserveAsync(App.Cancellation)).Value!));

        Assert.Equal(300, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, code => Assert.True(Ids.IsJoinCode(code)));
    }

    [Fact]
    public async Task Where_all_codes_are_taken_a_conversation_is_refused_in_words()
    {
        await using var app = await App.StartAsync();
        var drawn = 0;
        using var codes = new ReservedCodes(app.Store, TimeProvider.System, () => $"00000{drawn++ % 3}");

        var taken = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            taken.Add((await codes.TakeAsync(App.Cancellation)).Value!);
        }

        Assert.Equal(["000000", "000001", "000002"], taken);
        Assert.Equal("join.codes.taken", (await codes.TakeAsync(App.Cancellation)).Refusal!.Code);
    }

    [Fact]
    public async Task A_conversations_code_is_not_a_visitors_and_the_other_way_round()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var mine = (await app.JoinCodes.ReserveAsync(App.Cancellation)).Value!;
        var shown = await CodeAsync(visitor);

        Assert.Equal("join.code.unknown", (await app.JoinCodes.TakeVisitorAsync(mine, App.Cancellation)).Refusal!.Code);
        Assert.Equal("unknown_code", await RefusalOfAsync(visitor, shown));
    }

    [Fact]
    public async Task A_shown_code_and_a_shown_prompt_follow_a_visitor_who_logs_in()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var anonymous = visitor.Id;
        var code = await CodeAsync(visitor);
        var conversation = await app.InviteAsync(anonymous);
        var offer = await visitor.OfferAsync();

        await visitor.RequestAsync("identify", new JsonObject { ["token"] = "robin@example.test" });
        var robin = (await visitor.EventAsync("identified"))["visitor"]!;
        Assert.True(robin["identified"]!.GetValue<bool>());
        Assert.NotEqual(anonymous, robin["id"]!.GetValue<string>());
        await visitor.AcceptAsync(offer);

        Assert.Equal(robin["id"]!.GetValue<string>(), (await app.JoinCodes.FindVisitorAsync(code, App.Cancellation)).Value!.Id);
        Assert.False(app.Presence.IsPresent(anonymous));
        Assert.True(app.Presence.IsPresent(robin["id"]!.GetValue<string>()));
        await using var agent = await AgentClient.JoinAsync(app, conversation);
        Assert.Equal("Robin Doe", agent.Welcome["session"]!["visitor"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_forged_identity_changes_nothing()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);

        var id = await visitor.RequestAsync("identify", new JsonObject { ["token"] = "forged" });

        var refused = await visitor.EventAsync("refused");
        Assert.Equal((id, "identity.signature"), (refused["id"]!.GetValue<int>(), refused["code"]!.GetValue<string>()));
        Assert.True(app.Presence.IsPresent(visitor.Id));
    }

    private static async Task<string> CodeAsync(VisitorClient visitor)
    {
        await visitor.RequestAsync("code");
        return (await visitor.EventAsync("code"))["code"]!.GetValue<string>();
    }

    private static async Task<string> RefusalOfAsync(VisitorClient visitor, string code)
    {
        await visitor.RequestAsync("redeem", new JsonObject { ["code"] = code });
        return (await visitor.EventAsync("refused"))["code"]!.GetValue<string>();
    }
}
