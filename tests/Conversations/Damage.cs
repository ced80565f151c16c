using System.Text.Json.Nodes;

namespace Pillion.Conversations.Tests;

/// <summary>One way in which people get a request to start wrong. Each makes a good request a faulty one.</summary>
internal sealed record Damage(string Title, Action<JsonObject> Do)
{
    public override string ToString() => Title;

    /// <summary>Ways for both forms, by the part of the request that they touch; one of a part at a time.</summary>
    public static Damage[][] Common { get; } =
    [
        [
            Set("wrapUpCode", "resolved"), Set("wrapUpCode", "Needs folow-up"), Set("wrapUpCode", "Nonsense"), Set("wrapUpCode", 7),
            Set("wrapUpCode", new JsonObject { ["code"] = "Resolved" }), Rename("wrapUpCode", "wrap_up_code"), Rename("wrapUpCode", "wrapupCode"), Rename("wrapUpCode", "wrapUpCod"),
        ],
        [
            Set("waitSeconds", "900"), Set("waitSeconds", -5), Set("waitSeconds", 1e9), Set("waitSeconds", 1.5), Set("waitSeconds", new JsonArray(1)),
            Rename("waitSeconds", "wait_seconds"), Rename("waitSeconds", "timeout"),
        ],
        [
            Set("capabilities", "view, point"), Set("capabilities", new JsonArray("veiw")), Set("capabilities", new JsonArray()), Set("capabilities", new JsonArray("fly", 3)),
            Set("capabilities", new JsonObject()), Rename("capabilities", "permissions"),
        ],
        [
            Set("attributes", new JsonObject { ["ticket"] = 17 }), Set("attributes", new JsonArray("a")), Set("attributes", new JsonObject { ["deep"] = new JsonObject() }),
            Set("attributes", new JsonObject { ["long"] = new string('x', 3000) }), Rename("attributes", "metadata"),
        ],
        [Set("subject", 17), Set("subject", new string('s', 501)), Set("subject", " "), Set("subject", "a\u0000b"), Rename("subject", "title")],
        [Set("siteId", "shpo"), Set("siteId", "nowhere at all"), Set("siteId", 3), Rename("siteId", "site")],
        [Set("foo", 1), Set("", "x"), Set("externaltag", "T-1"), Set("comment", new JsonObject { ["a"] = new JsonArray(1, "b", new JsonObject()) }), Set("~/", true)],
    ];

    /// <summary>Ways for <c>POST /conversations</c>.</summary>
    public static Damage[][] OfParticipants { get; } =
    [
        .. Common,
        [
            Remove("type"), Set("type", "CoBrowse"), Set("type", "cobrowes"), Set("type", "call"), Set("type", "screenshare"), Set("type", 7),
            Set("type", new JsonArray("cobrowse")), Rename("type", "conversation_type"), Rename("type", "conversationType"),
        ],
        [
            Parties("a role mistyped", parties => parties[0]!["role"] = "agnet"),
            Parties("a role in capitals", parties => parties[1]!["role"] = "USER"),
            Parties("a role of the vendor's", parties => parties[1]!["role"] = "external"),
            Parties("a role missing", parties => parties[0]!.AsObject().Remove("role")),
            Parties("both roles missing", parties => Each(parties, party => party.Remove("role"))),
            Parties("roles swapped", parties => (parties[0]!["role"], parties[1]!["role"]) = ("user", "agent")),
            Parties("agents only", parties => parties[1]!["role"] = "agent"),
            Parties("users only", parties => parties[0]!["role"] = "user"),
            Parties("no agent", parties => parties.RemoveAt(0)),
            Parties("no user", parties => parties.RemoveAt(1)),
            Parties("nobody", parties => parties.Clear()),
            Parties("the agent twice", parties => parties.Add(parties[0]!.DeepClone())),
            Parties("three parties", parties => parties.Add(new JsonObject { ["userId"] = "blake@pillion.test", ["role"] = "agent" })),
            Parties("an unknown agent", parties => Name(parties[0]!, "agent@nowhere.test")),
            Parties("an agent mistyped", parties => Name(parties[0]!, "avery@pilion.test")),
            Parties("an agent who is offline", parties => Name(parties[0]!, "casey@pillion.test")),
            Parties("an agent by a broken id", parties => Name(parties[0]!, "0194f7c2-0000-7000-8000-00000000000")),
            Parties("a visitor by an unknown id", parties => Name(parties[1]!, "0194f7c2-0000-7000-8000-000000000000")),
            Parties("names as ids", parties => Each(parties, party => Move(party, "id"))),
            Parties("names as user_id", parties => Each(parties, party => Move(party, "user_id"))),
            Parties("roles as types", parties => Each(parties, party => { party["type"] = party["role"]!.DeepClone(); party.Remove("role"); })),
            Parties("two names", parties => parties[1]!["email"] = "robin@example.test", "externalId"),
            Parties("names alone", parties =>
            {
                for (var i = 0; i < parties.Count; i++)
                {
                    parties[i] = FirstName(parties[i]!.AsObject()).Value!.DeepClone();
                }
            }),
            Rename("participants", "participant_ids"), Rename("participants", "users"), Set("participants", "all"), Remove("participants"),
            new("an object of roles", body => body["participants"] = new JsonObject { ["agent"] = "avery@pillion.test", ["customer"] = "C-7" }),
            new("the agent outside", body =>
            {
                var agent = body["participants"]![0]!;
                body["participants"]!.AsArray().RemoveAt(0);
                body["agent_id"] = FirstName(agent.AsObject()).Value!.DeepClone();
            }),
        ],
    ];

    /// <summary>Ways for <c>POST /conversations/cobrowse</c>.</summary>
    public static Damage[][] OfInvitation { get; } =
    [
        .. Common,
        [Set("type", "CoBrowse"), Set("type", "message"), Set("type", false), Rename("type", "conversation_type")],
        [
            new("the kind of name missing", body => body["to"]![0]!.AsObject().Remove("type")),
            new("the kind of name unknown", body => body["to"]![0]!["type"] = "person"),
            new("the name as userId", body => Move(body["to"]![0]!.AsObject(), "userId")),
            new("a recipient alone", body => body["to"] = body["to"]![0]!.DeepClone()),
            new("a name alone", body => body["to"] = body["to"]![0]!["id"]!.DeepClone()),
            new("names alone", body => body["to"] = new JsonArray(body["to"]![0]!["id"]!.DeepClone())),
            new("two recipients", body => body["to"]!.AsArray().Add(body["to"]![0]!.DeepClone())),
            Rename("to", "customer"), Rename("to", "participants"), Set("to", new JsonArray()), Remove("to"),
        ],
        [
            Remove("agent"), Set("agent", "avery@pillion.test"), Set("agent", new JsonObject()), Set("agent", new JsonObject { ["id"] = "averi@pillion.test" }),
            Set("agent", new JsonObject { ["email"] = "casey@pillion.test" }), Set("agent", new JsonObject { ["userId"] = "avery@pillion.test" }),
            Set("agent", new JsonArray("avery@pillion.test")), Rename("agent", "initiator"), Rename("agent", "agentId"),
        ],
    ];

    private static Damage Set(string name, JsonNode? value) =>
        new($"{name} = {Short(value)}", body => body[name] = value?.DeepClone());

    private static Damage Remove(string name) => new($"no {name}", body => body.Remove(name));

    private static Damage Rename(string name, string other) => new($"{name} as {other}", body =>
    {
        body.Remove(name, out var value);
        body[other] = value;
    });

    private static Damage Parties(string name, Action<JsonArray> change, string? instead = null) => new(name, body =>
    {
        var parties = body["participants"]!.AsArray();
        if (instead is not null)
        {
            Move(parties[1]!.AsObject(), instead);
        }

        change(parties);
    });

    private static void Each(JsonArray parties, Action<JsonObject> change)
    {
        foreach (var party in parties)
        {
            change(party!.AsObject());
        }
    }

    private static KeyValuePair<string, JsonNode?> FirstName(JsonObject party) => party.First(member => member.Key is not ("role" or "type"));

    private static void Name(JsonNode party, string value) => party[FirstName(party.AsObject()).Key] = value;

    private static void Move(JsonObject party, string name)
    {
        var (key, value) = FirstName(party);
        party.Remove(key);
        party[name] = value?.DeepClone();
    }

    private static string Short(JsonNode? value) => value?.ToJsonString() is { Length: > 40 } text ? $"{text[..40]}…" : value?.ToJsonString() ?? "null";
}
