using System.Net;
using System.Text.Json.Nodes;
using CsCheck;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>
/// Properties of refusals, over real HTTP: whatever is done to a request, the server does not fail, says at least one
/// thing that is wrong, and every request that it suggests is one that succeeds.
/// </summary>
public sealed class DamagedRequestTests : IAsyncLifetime
{
    private const string ByParticipants = "/api/v2/conversations";
    private const string ByInvitation = "/api/v2/conversations/cobrowse";

    private Scene _scene = null!;
    private int _suggestions;

    public async ValueTask InitializeAsync()
    {
        _scene = await Scene.OpenAsync();
        _scene.App.Agents.Add("Casey Lane", "casey@pillion.test", "Offline");
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Every_damage_alone_is_refused_and_nearly_all_can_be_mended()
    {
        var hopeless = new List<string>();
        foreach (var (path, damages) in new[] { (ByParticipants, Damage.OfParticipants), (ByInvitation, Damage.OfInvitation) })
        {
            foreach (var damage in damages.SelectMany(part => part))
            {
                if (!await IsMendedAsync(path, 0, [damage]))
                {
                    hopeless.Add(damage.Title);
                }
            }
        }

        // In these nobody says who is meant, or it is someone who does not exist.
        Assert.Equal(
            ["no user", "nobody", "a visitor by an unknown id", "no participants", "to = []", "no to"],
            hopeless);
    }

    [Fact]
    public async Task Damages_together_are_all_refused_and_suggestions_work()
    {
        var requests =
            from participants in Gen.Bool
            from way in Gen.Int[0, 3]
            from choice in Gen.Int[0, 1000].Array[9]
            from touched in Gen.Bool.Array[9].Where(parts => parts.Any(part => part))
            select (participants, way, choice, touched);

        await requests.SampleAsync(
            async request =>
            {
                var (participants, way, choice, touched) = request;
                var parts = participants ? Damage.OfParticipants : Damage.OfInvitation;
                var damages = parts
                    .Where((_, index) => touched[index % touched.Length])
                    .Select((part, index) => part[choice[index % choice.Length] % part.Length])
                    .ToArray();
                if (damages.Length > 0)
                {
                    await IsMendedAsync(participants ? ByParticipants : ByInvitation, way, damages);
                }
            },
            iter: 300,
            threads: 2);

        // Without this, a server that suggests nothing would pass.
        Assert.InRange(_suggestions, 150, int.MaxValue);
    }

    [Fact]
    public async Task Whatever_is_sent_is_answered_without_failing()
    {
        var started = await _scene.StartAsync();
        var targets = new (string Method, string Path)[]
        {
            ("POST", ByParticipants), ("POST", ByInvitation), ("POST", "/api/v2/routing/wrapupcodes"), ("POST", $"{started.Path}/disconnect"),
            ("PATCH", $"{started.Path}/participants/{started.AgentParticipant}"),
            ("PATCH", $"{started.Path}/participants/{started.VisitorParticipant}/attributes"),
        };
        var requests =
            from target in OneOf(targets)
            from body in Text
            select (target, body);

        await requests.SampleAsync(
            async request =>
            {
                var answer = await _scene.App.SendAsync(request.target.Method, request.target.Path, request.body);
                Assert.True((int)answer.Status < 500, answer.Text);
                if (answer.Status == HttpStatusCode.BadRequest)
                {
                    Assert.NotEmpty(answer.Codes);
                    await SuggestionWorksAsync(answer);
                }
            },
            iter: 500,
            threads: 2);
    }

    // Words that the readers know, so that random bodies get further than the first check.
    private static Gen<string> Words { get; } = OneOf(
        "type", "cobrowse", "participants", "userId", "role", "agent", "user", "to", "id", "email", "externalId", "joinCode", "siteId", "shop", "subject",
        "wrapUpCode", "Resolved", "waitSeconds", "externalTag", "attributes", "capabilities", "view", "avery@pillion.test", "C-7", "robin@example.test",
        "state", "connected", "disconnected", "wrapup", "code", "notes", "wrapupSkipped", "muted", "name", "description", "customer", "agent_id", "100 001", "~1/", "");

    private static Gen<string> Text { get; } = Gen.OneOf(
        Json(4).Select(node => node?.ToJsonString() ?? "null"),
        Json(4).Select(node => node?.ToJsonString() ?? "null").SelectMany(text => Gen.Int[0, text.Length].Select(cut => text[..cut])),
        Gen.String[0, 40],
        OneOf("", "{", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "{\"type\":\"\\ud800\"}", "{\"\\ud800\":1}", "1e999", "{\"waitSeconds\":1e999}", "\u0000", "{\"type\":\"cobrowse\",\"type\":1}"));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<JsonNode?> Json(int depth)
    {
        var leaf = Gen.OneOf(
            Words.Select(word => (JsonNode?)word),
            Gen.String[0, 20].Select(text => (JsonNode?)text),
            Gen.Int.Select(number => (JsonNode?)number),
            Gen.Double[-1e6, 1e6].Select(number => (JsonNode?)number),
            Gen.Bool.Select(flag => (JsonNode?)flag),
            Gen.Const((JsonNode?)null));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Json(depth - 1);
        var members = Gen.Select(Words, inner).Array[0, 5].Select(pairs =>
        {
            var body = new JsonObject();
            foreach (var (name, value) in pairs)
            {
                body[name] = value?.DeepClone();
            }

            return (JsonNode?)body;
        });
        var items = inner.Array[0, 3].Select(values => (JsonNode?)new JsonArray(values.Select(value => value?.DeepClone()).ToArray()));
        return Gen.OneOf(members, members, items, leaf);
    }

    private async Task<bool> IsMendedAsync(string path, int way, Damage[] damages)
    {
        var body = path == ByParticipants ? Participants(way) : Invitation(way);
        foreach (var damage in damages)
        {
            damage.Do(body);
        }

        var answer = await _scene.App.PostAsync(path, body.ToJsonString());
        Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{string.Join("; ", damages.AsEnumerable())} was answered with {answer.Status}: {answer.Text} to {body.ToJsonString()}");
        Assert.NotEmpty(answer.Codes);
        return await SuggestionWorksAsync(answer);
    }

    private async Task<bool> SuggestionWorksAsync(Answer refused)
    {
        if (refused.At("suggestion") is null)
        {
            return false;
        }

        var body = refused.At("suggestion.body")!.ToJsonString();
        var answer = await _scene.App.SendAsync(refused["suggestion.method"]!, refused["suggestion.path"]!, body);

        // The name of a suggested wrap-up code may be taken by now, and a conversation may have ended; nothing in the body is wrong.
        Assert.True((int)answer.Status is (>= 200 and < 300) or 409, $"The suggestion {body} was answered with {answer.Text}");
        Assert.True(answer.Status != HttpStatusCode.Conflict || refused["suggestion.path"] is not (ByParticipants or ByInvitation), answer.Text);
        Interlocked.Increment(ref _suggestions);
        return true;
    }

    private JsonObject Participants(int way) => Options(new JsonObject
    {
        ["type"] = "cobrowse",
        ["participants"] = new JsonArray(
            new JsonObject { ["userId"] = way % 2 == 0 ? "avery@pillion.test" : _scene.Avery.Id, ["role"] = "agent" },
            Visitor(way)),
    });

    private JsonObject Visitor(int way) => way switch
    {
        0 => new JsonObject { ["userId"] = "C-7", ["role"] = "user" },
        1 => new JsonObject { ["email"] = "unseen@example.test", ["role"] = "customer" },
        2 => new JsonObject { ["joinCode"] = _scene.App.Visitors.Show(_scene.Robin), ["role"] = "visitor" },
        _ => new JsonObject { ["userId"] = _scene.Robin.Id, ["role"] = "user" },
    };

    private JsonObject Invitation(int way) => Options(new JsonObject
    {
        ["type"] = "cobrowse",
        ["to"] = new JsonArray(way switch
        {
            0 => new JsonObject { ["id"] = "C-7", ["type"] = "user" },
            1 => new JsonObject { ["id"] = "unseen@example.test", ["type"] = "email" },
            2 => new JsonObject { ["id"] = _scene.App.Visitors.Show(_scene.Robin), ["type"] = "joinCode" },
            _ => new JsonObject { ["id"] = "C-7", ["type"] = "externalId" },
        }),
        ["agent"] = new JsonObject { ["email"] = "avery@pillion.test" },
    });

    private static JsonObject Options(JsonObject body)
    {
        body["siteId"] = "shop";
        body["subject"] = "Ticket T-17";
        body["wrapUpCode"] = "Resolved";
        body["waitSeconds"] = 600;
        body["attributes"] = new JsonObject { ["ticket"] = "T-17" };
        body["capabilities"] = new JsonArray("view", "point");
        return body;
    }
}
