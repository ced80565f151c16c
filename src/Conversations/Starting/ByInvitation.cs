using System.Text.Json.Nodes;
using Pillion.Http;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Starting;

/// <summary>The body of <c>POST /api/v2/conversations/cobrowse</c>: whom to ask, and the agent who asks.</summary>
internal static class ByInvitation
{
    private const int MostRead = 10;

    private static readonly (string Type, NameKind Kind)[] Types =
        [("user", NameKind.Any), ("externalId", NameKind.ExternalId), ("email", NameKind.Email), ("joinCode", NameKind.JoinCode)];

    public static StartForm Form { get; } = new("/api/v2/conversations/cobrowse", [StartTypes.Cobrowse], Read, Write);

    private static StartDraft Read(BodyReader body, Caller caller)
    {
        StartTypes.ReadCobrowse(body);
        var draft = StartOptions.Read(body) with { Type = StartTypes.Cobrowse, Visitor = ReadTo(body), Agent = ReadAgent(body, caller) };
        if (draft is { Agent: { } agent, Visitor: { } visitor } && string.Equals(agent.Value, visitor.Value, StringComparison.OrdinalIgnoreCase))
        {
            body.Refuse("to", "same.party.twice", $"\"{agent.Value}\" is both the agent and the one who is asked.");
        }

        body.Close(StartAliases.OfInvitationForm);
        return draft;
    }

    private static PartyName? ReadTo(BodyReader body)
    {
        var before = body.Faults.Count;
        var to = body.Objects("to", 0, MostRead, required: true);
        var names = to?.Select(ReadRecipient).ToList();
        if (to?.Count > 1)
        {
            body.Refuse("to", "too.many.participants", $"A cobrowse session is with one visitor; `to` names {to.Count}.", ["1"]);
        }
        else if (to?.Count == 0 && body.Faults.Count == before)
        {
            body.Refuse("to", "missing.participant", "The visitor is missing: add {\"id\": \"<id, email or join code of a visitor>\", \"type\": \"user\"}.", ["user"]);
        }

        return names?.FirstOrDefault(name => name is not null);
    }

    private static PartyName? ReadRecipient(BodyReader body)
    {
        var id = body.Text("id", required: true, longest: StartOptions.LongestName)?.Trim();
        var type = body.OneOf("type", Types.Select(known => known.Type).ToList(), required: true);
        body.Close(StartAliases.OfRecipient);
        return id is null || type is null ? null : new PartyName(Types.First(known => known.Type == type).Kind, id, Pointer.Of(body.At, "id"));
    }

    private static PartyName? ReadAgent(BodyReader body, Caller caller)
    {
        if (!body.Has("agent"))
        {
            if (caller.UserId is { } self)
            {
                return new PartyName(NameKind.Any, self, "/agent");
            }

            body.Refuse(
                "agent",
                "missing.participant",
                "The agent is missing: add {\"id\": \"<id or email of an agent>\"}. It may be left out only when the token belongs to an agent; this one belongs to a client.");
            return null;
        }

        if (body.Object("agent") is not { } agent)
        {
            return null;
        }

        var id = agent.Text("id", longest: StartOptions.LongestName)?.Trim();
        var email = agent.Text("email", longest: StartOptions.LongestName)?.Trim();
        if (agent.Has("id") == agent.Has("email"))
        {
            agent.RefuseWhole(
                agent.Has("id") ? "one.name.only" : "missing.field",
                agent.Has("id") ? "Give the agent's `id` or `email`, not both." : "Name the agent by `id` or `email`.",
                ["id", "email"]);
        }

        agent.Close(StartAliases.OfAgent);
        return id is not null ? new PartyName(NameKind.Any, id, Pointer.Of(agent.At, "id"))
            : email is not null ? new PartyName(NameKind.Email, email, Pointer.Of(agent.At, "email"))
            : null;
    }

    private static JsonObject Write(StartDraft draft) => StartOptions.Write(
        new JsonObject
        {
            ["type"] = StartTypes.Cobrowse,
            ["to"] = new JsonArray(new JsonObject
            {
                ["id"] = draft.Visitor!.Value,
                ["type"] = Types.First(known => known.Kind == draft.Visitor.Kind).Type,
            }),
            ["agent"] = new JsonObject { [draft.Agent!.Kind == NameKind.Email ? "email" : "id"] = draft.Agent.Value },
        },
        draft);
}
