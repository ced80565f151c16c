using System.Text.Json.Nodes;
using Pillion.Http;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Starting;

/// <summary>The body of <c>POST /api/v2/conversations</c>: a type and two participants with roles.</summary>
internal static class ByParticipants
{
    private const int MostRead = 10;

    private static readonly string[] Roles = ["agent", "user", "customer", "visitor"];

    private static readonly (string Field, NameKind Kind)[] Names =
        [("userId", NameKind.Any), ("externalId", NameKind.ExternalId), ("email", NameKind.Email), ("joinCode", NameKind.JoinCode)];

    public static StartForm Form { get; } = new("/api/v2/conversations", StartTypes.All, Read, Write);

    private static StartDraft Read(BodyReader body, Caller caller)
    {
        var type = StartTypes.Read(body);
        var before = body.Faults.Count;
        var parties = body.Objects("participants", 0, MostRead, required: true)?.Select(ReadParty).ToList();
        if (parties is not null)
        {
            // A participant whose role can't be read might be either, so it would be wrong to miss one.
            CheckRoles(body, parties, allReadable: body.Faults.Count == before);
        }

        var draft = StartOptions.ReadMedia(body, StartOptions.Read(body) with { Type = type }) with
        {
            Agent = parties?.FirstOrDefault(party => party.Role == "agent")?.Name,
            Visitor = parties?.FirstOrDefault(party => party.Role is not (null or "agent"))?.Name,
        };
        body.Close(StartAliases.OfParticipantsForm);
        return draft;
    }

    private static ReadParticipant ReadParty(BodyReader body)
    {
        var role = body.OneOf("role", Roles, required: true);
        var given = Names.Where(name => body.Has(name.Field)).ToList();
        PartyName? party = null;
        foreach (var (field, kind) in given)
        {
            if (body.Text(field, longest: StartOptions.LongestName)?.Trim() is { } value)
            {
                party ??= new PartyName(kind, value, Pointer.Of(body.At, field));
            }
        }

        if (given.Count != 1)
        {
            body.RefuseWhole(
                given.Count == 0 ? "missing.field" : "one.name.only",
                given.Count == 0
                    ? "This participant has no name: give one of `userId`, `externalId`, `email`, `joinCode`."
                    : $"This participant has {given.Count} names; give one of `userId`, `externalId`, `email`, `joinCode`.",
                Names.Select(name => name.Field).ToList());
        }

        if (role == "agent" && given is [{ Kind: NameKind.ExternalId or NameKind.JoinCode } only])
        {
            body.Refuse(only.Field, "agent.name", "An agent is named by `userId` (id or email) or `email`.", ["userId", "email"]);
            party = null;
        }

        body.Close(StartAliases.OfParticipant);
        return new ReadParticipant(role, party, body.At);
    }

    private static void CheckRoles(BodyReader body, List<ReadParticipant> parties, bool allReadable)
    {
        if (parties.Count > 2)
        {
            body.Refuse("participants", "too.many.participants", $"A conversation starts with exactly two participants, one agent and one user; this has {parties.Count}.", ["2"]);
        }

        CheckRole(body, parties, allReadable, "agent", party => party.Role == "agent");
        CheckRole(body, parties, allReadable, "user", party => party.Role is not (null or "agent"));
        if (parties is [{ Name: { } first }, { Name: { } second }] && string.Equals(first.Value, second.Value, StringComparison.OrdinalIgnoreCase))
        {
            body.Refuse("participants", "same.party.twice", $"Both participants are \"{first.Value}\"; one must be the agent and the other the visitor.");
        }
    }

    private static void CheckRole(BodyReader body, List<ReadParticipant> parties, bool allReadable, string role, Func<ReadParticipant, bool> has)
    {
        var count = parties.Count(has);
        if (count == 0 && allReadable)
        {
            body.Refuse(
                "participants",
                "missing.participant",
                role == "agent"
                    ? "The agent is missing: add {\"userId\": \"<id or email of an agent>\", \"role\": \"agent\"}."
                    : "The visitor is missing: add {\"userId\": \"<id, email or join code of a visitor>\", \"role\": \"user\"}.",
                [role]);
        }
        else if (count > 1)
        {
            body.Refuse("participants", "same.role.twice", $"{count} participants have the role of {(role == "agent" ? "an agent" : "a user")}; there is one of each.", ["agent", "user"]);
        }
    }

    private static JsonObject Write(StartDraft draft) => StartOptions.Write(
        new JsonObject
        {
            ["type"] = draft.Type ?? StartTypes.Cobrowse,
            ["participants"] = new JsonArray(Write(draft.Agent!, "agent"), Write(draft.Visitor!, "user")),
        },
        draft);

    private static JsonObject Write(PartyName party, string role) => new()
    {
        [Names.First(name => name.Kind == party.Kind).Field] = party.Value,
        ["role"] = role,
    };

    private sealed record ReadParticipant(string? Role, PartyName? Name, string At);
}
