using System.Net;
using System.Text.Json.Nodes;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>What a refused start says, and that the suggested request is one that works.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private Scene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await Scene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task The_request_that_started_it_all_is_explained()
    {
        var refused = await RefuseAsync("/api/v2/conversations", """
            { "type": "CoBrowsing", "participant_ids": ["avery@pillion.test", "robin@example.test"], "wrapup_code": "resolved" }
            """);

        Assert.Equal(["invalid.value", "missing.field", "unknown.field", "unknown.field"], refused.Codes.Order(StringComparer.Ordinal));
        var type = refused.Fault("invalid.value");
        Assert.Equal(("/type", "CoBrowsing", "cobrowse"), (Text(type, "pointer"), Text(type, "found"), Text(type, "nearest")));
        Assert.Equal("4 things are wrong with this request.", refused["message"]);
        var body = await SuggestionWorksAsync(refused);
        Assert.Equal("Resolved", Text(body, "wrapUpCode"));
        Assert.Equal("avery@pillion.test", body["participants"]![0]!["userId"]!.GetValue<string>());
        Assert.Equal("robin@example.test", body["participants"]![1]!["userId"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("voice", "call", null)]
    [InlineData("Phone Call", "call", null)]
    [InlineData("Call", "call", null)]
    [InlineData("chat", "message", null)]
    [InlineData("WebChat", "message", null)]
    [InlineData("mesage", "message", null)]
    [InlineData("sms", "message", "sms")]
    [InlineData("web-messaging", "message", "webmessaging")]
    [InlineData("Co-Browse", "cobrowse", null)]
    [InlineData("screen share", "cobrowse", null)]
    public async Task Other_words_for_a_type_become_the_type(string word, string type, string? messenger)
    {
        var refused = await RefuseAsync("/api/v2/conversations", Body(type: word));

        var fault = refused.Fault("invalid.value");
        Assert.Equal(("/type", word, type), (Text(fault, "pointer"), Text(fault, "found"), Text(fault, "nearest")));
        var body = await SuggestionWorksAsync(refused);
        Assert.Equal((type, messenger), (Text(body, "type"), Text(body, "messageType")));
    }

    [Fact]
    public async Task Fields_of_another_type_are_refused_and_left_out()
    {
        var call = await RefuseAsync("/api/v2/conversations", With(Body(type: "call"), """{"waitSeconds":60,"capabilities":["view"],"messageType":"sms","direction":"Inbound"}"""));
        var message = await RefuseAsync("/api/v2/conversations", With(Body(type: "message"), """{"waitSeconds":60,"messageType":"WhatsApp"}"""));
        var cobrowse = await RefuseAsync("/api/v2/conversations", With(Body(), """{"provider":"PhoneCo","direction":"inbound"}"""));

        Assert.Equal(["invalid.value", "not.supported.for.call", "not.supported.for.call", "not.supported.for.call"], call.Codes.Order(StringComparer.Ordinal));
        Assert.Equal("inbound", Text(await SuggestionWorksAsync(call), "direction"));
        Assert.Equal(["invalid.value", "not.supported.for.message"], message.Codes.Order(StringComparer.Ordinal));
        Assert.Equal("whatsapp", Text(await SuggestionWorksAsync(message), "messageType"));
        Assert.Equal(["not.supported.for.cobrowse", "not.supported.for.cobrowse"], cobrowse.Codes);
        await SuggestionWorksAsync(cobrowse);
    }

    [Theory]
    [InlineData("call")]
    [InlineData("chat")]
    public async Task Where_the_address_says_cobrowse_nothing_else_is_started(string type)
    {
        var refused = await RefuseAsync(
            "/api/v2/conversations/cobrowse", $$"""{ "type": "{{type}}", "to": [{ "id": "C-7", "type": "user" }], "agent": { "email": "avery@pillion.test" } }""");

        Assert.Contains("is registered with POST /api/v2/conversations", Text(refused.Fault("type.not.startable"), "message"), StringComparison.Ordinal);
        Assert.Equal("cobrowse", Text(await SuggestionWorksAsync(refused), "type"));
    }

    [Fact]
    public async Task Swapped_roles_are_swapped_back()
    {
        var refused = await RefuseAsync("/api/v2/conversations", Body(agent: "C-7", visitor: _scene.Avery.Id));

        refused.Fault("agent.as.visitor");
        refused.Fault("unknown.agent");
        var body = await SuggestionWorksAsync(refused);
        Assert.Equal(_scene.Avery.Id, Text(body["participants"]![0]!, "userId"));
        Assert.Equal("C-7", Text(body["participants"]![1]!, "userId"));
    }

    [Theory]
    [InlineData("avery@pilion.test", "unknown.agent", "avery@pillion.test")]
    [InlineData("Avery Moss", "unknown.agent", "avery@pillion.test")]
    [InlineData("5E2B0000-0000-7000-8000-00000000000", "malformed.id", null)]
    [InlineData("nobody@elsewhere.test", "unknown.agent", null)]
    public async Task An_unknown_agent_is_answered_with_those_who_can_be_reached(string agent, string code, string? nearest)
    {
        var refused = await RefuseAsync("/api/v2/conversations", Body(agent: agent));

        var fault = refused.Fault(code);
        Assert.Equal(("/participants/0/userId", agent, nearest), (Text(fault, "pointer"), Text(fault, "found"), Text(fault, "nearest")));
        Assert.Contains($"Avery Moss, avery@pillion.test, {_scene.Avery.Id}; Blake Reed", Text(fault, "message"), StringComparison.Ordinal);
        await SuggestionWorksAsync(refused);
    }

    [Fact]
    public async Task An_agent_who_is_offline_is_replaced_by_one_who_is_not()
    {
        var casey = _scene.App.Agents.Add("Casey Lane", "casey@pillion.test", "Offline");

        var refused = await RefuseAsync("/api/v2/conversations", Body(agent: casey.Email));

        Assert.StartsWith("Casey Lane is offline and can't be invited. Reachable now: Avery Moss", Text(refused.Fault("agent.offline"), "message"), StringComparison.Ordinal);
        Assert.Equal("avery@pillion.test", Text((await SuggestionWorksAsync(refused))["participants"]![0]!, "userId"));
    }

    [Theory]
    [InlineData("""{"type":"cobrowse","participants":[{"userId":"C-7","role":"user"}]}""", "agent")]
    [InlineData("""{"type":"cobrowse","participants":[{"userId":"avery@pillion.test","role":"agent"}]}""", "user")]
    public async Task A_missing_party_is_named(string body, string role)
    {
        var refused = await RefuseAsync("/api/v2/conversations", body);

        Assert.Equal([role], refused.Fault("missing.participant")["expected"]!.AsArray().Select(node => node!.GetValue<string>()));
        if (role == "agent")
        {
            await SuggestionWorksAsync(refused);
        }
        else
        {
            Assert.Null(refused.At("suggestion"));
        }
    }

    [Fact]
    public async Task Both_missing_are_two_faults()
    {
        var refused = await RefuseAsync("/api/v2/conversations", """{"type":"cobrowse","participants":[]}""");

        Assert.Equal(["missing.participant", "missing.participant"], refused.Codes);
    }

    [Fact]
    public async Task The_same_party_twice_three_parties_and_two_agents_are_told_apart()
    {
        var twice = await RefuseAsync("/api/v2/conversations", Body(agent: "avery@pillion.test", visitor: "avery@pillion.test"));
        var three = await RefuseAsync("/api/v2/conversations", """
            {"type":"cobrowse","participants":[{"userId":"avery@pillion.test","role":"agent"},{"userId":"blake@pillion.test","role":"agent"},{"userId":"C-7","role":"user"}]}
            """);
        var agents = await RefuseAsync("/api/v2/conversations", """
            {"type":"cobrowse","participants":[{"userId":"avery@pillion.test","role":"agent"},{"userId":"C-7","role":"agent"}]}
            """);

        Assert.Contains("same.party.twice", twice.Codes);
        Assert.Contains("too.many.participants", three.Codes);
        await SuggestionWorksAsync(three);
        Assert.Contains("same.role.twice", agents.Codes);
        await SuggestionWorksAsync(agents);
    }

    [Fact]
    public async Task Visitors_who_cannot_be_are_refused()
    {
        var used = _scene.App.Visitors.Show(_scene.Robin);
        (await _scene.App.PostAsync("/api/v2/conversations", Body(visitor: used))).Expect(HttpStatusCode.Created);
        var cases = new (string Visitor, string Code)[]
        {
            (Kernel.Ids.New(), "unknown.visitor"),
            ("999999", "join.code.unknown"),
            (used, "join.code.used"),
            ("a@b@c", "malformed.email"),
        };
        foreach (var (visitor, code) in cases)
        {
            var refused = await RefuseAsync("/api/v2/conversations", Body(visitor: visitor));

            Assert.Equal("/participants/1/userId", Text(refused.Fault(code), "pointer"));
            Assert.Null(refused.At("suggestion"));
        }
    }

    [Fact]
    public async Task Ids_and_codes_in_another_spelling_are_spelled_right()
    {
        var code = _scene.App.Visitors.Show(_scene.Robin);

        var upper = await RefuseAsync("/api/v2/conversations", Body(visitor: _scene.Robin.Id.ToUpperInvariant()));
        var spaced = await RefuseAsync("/api/v2/conversations", Body(visitor: $"{code[..3]} {code[3..]}"));

        Assert.Equal(_scene.Robin.Id, Text(upper.Fault("malformed.id"), "nearest"));
        await SuggestionWorksAsync(upper);
        Assert.Equal(code, Text(spaced.Fault("malformed.join.code"), "nearest"));
        await SuggestionWorksAsync(spaced);
    }

    [Theory]
    [InlineData("resolvd", "Resolved")]
    [InlineData("nonsense", null)]
    public async Task An_unknown_wrap_up_code_is_answered_with_those_there_are(string code, string? nearest)
    {
        var refused = await RefuseAsync("/api/v2/conversations", Body(wrapUpCode: code));

        var fault = refused.Fault("unknown.wrapup.code");
        Assert.Equal(["Handed over", "Needs follow-up", "Resolved"], fault["expected"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal(nearest, Text(fault, "nearest"));
        Assert.Equal(nearest, Text(await SuggestionWorksAsync(refused), "wrapUpCode"));
    }

    [Fact]
    public async Task At_most_twenty_wrap_up_codes_are_named()
    {
        for (var n = 0; n < 30; n++)
        {
            (await _scene.App.PostAsync("/api/v2/routing/wrapupcodes", new { name = $"Code {n:00}" })).Expect(HttpStatusCode.OK);
        }

        var fault = (await RefuseAsync("/api/v2/conversations", Body(wrapUpCode: "nonsense"))).Fault("unknown.wrapup.code");

        Assert.Equal(20, fault["expected"]!.AsArray().Count);
        Assert.EndsWith("and 13 more.", Text(fault, "message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"conversation_type":"cobrowse","agentId":"avery@pillion.test","customer":"C-7"}""")]
    [InlineData("""{"conversationType":"cobrowse","agent_id":"avery@pillion.test","customerId":{"externalId":"C-7"}}""")]
    [InlineData("""{"type":"cobrowse","userIds":["avery@pillion.test","C-7"],"wrapupCode":"Resolved"}""")]
    [InlineData("""{"type":"cobrowse","initiator":{"email":"avery@pillion.test"},"to":[{"id":"C-7","type":"user"}]}""")]
    [InlineData("""{"participantIds":[{"id":"avery@pillion.test"},{"id":"C-7"}],"wait_seconds":"60","tag":17}""")]
    [InlineData("""{"type":"cobrowse","participants":{"agent":"avery@pillion.test","user":"C-7"}}""")]
    [InlineData("""{"to":"C-7"}""")]
    [InlineData("""{"email":"robin@example.test","permissions":"view,clik"}""")]
    public async Task Guessed_names_become_the_real_ones(string body)
    {
        foreach (var path in new[] { "/api/v2/conversations", "/api/v2/conversations/cobrowse" })
        {
            var refused = await RefuseAsync(path, body);

            Assert.NotEmpty(refused.Codes);
            await SuggestionWorksAsync(refused);
        }
    }

    [Fact]
    public async Task What_is_no_json_is_refused_with_its_place()
    {
        var refused = await RefuseAsync("/api/v2/conversations", "{\n  \"type\": \"cobrowse\",\n  \"participants\": [}\n}");

        var fault = refused.Fault("invalid.json");
        Assert.Contains("line 3, column 20", Text(fault, "message"), StringComparison.Ordinal);
        Assert.Equal("invalid.json", refused["code"]);
    }

    [Fact]
    public async Task Without_the_scope_the_answer_names_it()
    {
        _scene.App.As("script", null, "conversation:read");

        var refused = await _scene.App.PostAsync("/api/v2/conversations", Body());

        Assert.Equal(["missing.scope", "missing.scope"], refused.Expect(HttpStatusCode.Forbidden).Codes);
        Assert.Equal("The token lacks the scopes conversation:write, cobrowse; it has conversation:read.", refused["message"]);
    }

    [Fact]
    public async Task A_refusal_does_not_grow_with_the_request()
    {
        var names = string.Join(',', Enumerable.Range(0, 10_000).Select(n => $"\"nonsense{n}\":{n}"));

        var refused = await RefuseAsync("/api/v2/conversations", $"{{{names}}}");

        Assert.InRange(refused.Codes.Count(), 50, 60);
        refused.Fault("too.many.faults");
        Assert.InRange(refused.Text.Length, 1, 40_000);
    }

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();

    private static string Body(
        string type = "cobrowse", string agent = "avery@pillion.test", string visitor = "C-7", string? wrapUpCode = null)
    {
        var body = new JsonObject
        {
            ["type"] = type,
            ["participants"] = new JsonArray(new JsonObject { ["userId"] = agent, ["role"] = "agent" }, new JsonObject { ["userId"] = visitor, ["role"] = "user" }),
        };
        if (wrapUpCode is not null)
        {
            body["wrapUpCode"] = wrapUpCode;
        }

        return body.ToJsonString();
    }

    private static string With(string body, string more)
    {
        var merged = JsonNode.Parse(body)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject())
        {
            merged[name] = value?.DeepClone();
        }

        return merged.ToJsonString();
    }

    private async Task<Answer> RefuseAsync(string path, string body) => (await _scene.App.PostAsync(path, body)).Expect(HttpStatusCode.BadRequest);

    private async Task<JsonNode> SuggestionWorksAsync(Answer refused)
    {
        Assert.True(refused.At("suggestion") is not null, refused.Text);
        var body = refused.At("suggestion.body")!;
        (await _scene.App.SendAsync(refused["suggestion.method"]!, refused["suggestion.path"]!, body.ToJsonString())).Expect(HttpStatusCode.Created);
        return body;
    }
}
