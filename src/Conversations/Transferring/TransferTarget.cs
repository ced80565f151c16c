using Pillion.Contracts;
using Pillion.Conversations.Starting;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Transferring;

/// <summary>Whom a request names as the one who takes over, and how they are named.</summary>
internal sealed record Named(string Field, string Value);

/// <summary>Reads and finds the agent who is to take over.</summary>
internal sealed class TransferTarget(AgentLookup agents)
{
    public const string NoQueue = "conversations.error.queue.not.found";
    public const string DisplayName = "userDisplayName";

    private static readonly string[] Types = ["Unattended", "Attended"];

    private static readonly AliasTable Names = new(
        ("id", "userId"), ("agentId", "userId"), ("user", "userId"), ("agent", "userId"), ("email", "userName"), ("name", DisplayName), ("type", "transferType"), ("queue", "queueId"));

    /// <summary>Reads the fields that name the agent, and refuses what can't be done here.</summary>
    /// <param name="names">The fields by which this operation names an agent.</param>
    /// <param name="queues">The fields by which it names a queue.</param>
    public static IReadOnlyList<Named> Read(BodyReader body, string[] names, string[] queues)
    {
        var before = body.Faults.Count;
        if (body.OneOf("transferType", Types) == "Attended")
        {
            body.Refuse(
                "transferType", "transfer.not.supported", "The agent who hands over leaves at once here; nobody stays until the other one has accepted. Use Unattended.", ["Unattended"], "Unattended");
        }

        body.Flag("keepInternalMessageAlive");
        if (names.Length > 0 && body.Flag("voicemail") == true)
        {
            body.Refuse("voicemail", "not.supported.voicemail", "There are no voicemail boxes here; only a person can take over. Leave it out.", ["false"]);
        }

        var given = names.Select(name => (name, Value: body.Text(name))).Where(entry => entry.Value is not null).Select(entry => new Named(entry.name, entry.Value!)).ToList();
        foreach (var queue in queues.Where(name => body.Text(name) is not null))
        {
            body.Refuse(queue, NoQueue, "There are no queues here: agents take over one by one, by POST .../replace/agent.");
        }

        body.Close(Names);
        if (body.Faults.Count == before && given.Count == 0)
        {
            var expected = names.Length > 0 ? names : queues;
            body.RefuseWhole("transfer.destination.needed", $"Nobody is named here: send {string.Join(" or ", expected.Select(name => $"`{name}`"))}.", expected);
        }

        return given;
    }

    /// <summary>The one agent whom all of these names mean; a fault is added when they mean nobody who is there, or several.</summary>
    public async Task<AgentView?> FindAsync(IReadOnlyList<Named> names, List<Fault> faults, CancellationToken cancellation)
    {
        AgentView? first = null;
        foreach (var name in names)
        {
            if (await FindAsync(name, faults, cancellation) is not { } agent)
            {
                return null;
            }

            if (first is not null && agent.Id != first.Id)
            {
                var message = $"`{names[0].Field}` means {first.Name} and `{name.Field}` means {agent.Name}; name one of them.";
                faults.Add(new Fault("transfer.ambiguous", message, Pointer.Of("", name.Field), name.Value));
                return null;
            }

            first ??= agent;
        }

        return first;
    }

    /// <summary>The reachable agent whom a text that was meant for something else probably names, or null.</summary>
    public async Task<AgentView?> GuessAsync(string text, CancellationToken cancellation) =>
        await agents.FindAsync(text, cancellation) is { Reachable: true } known
            ? known
            : AgentLookup.NearestTo(text, await agents.ReachableAsync(cancellation));

    private async Task<AgentView?> FindAsync(Named name, List<Fault> faults, CancellationToken cancellation)
    {
        if (name.Field == DisplayName)
        {
            var namesakes = (await agents.ReachableAsync(cancellation)).Where(agent => agent.Name == name.Value).ToList();
            if (namesakes is [var only])
            {
                return only;
            }

            if (namesakes.Count > 1)
            {
                var message = $"{namesakes.Count} agents are called so; name one of them with `userId`: {string.Join(", ", namesakes.Select(agent => $"{agent.Email}, {agent.Id}"))}.";
                faults.Add(new Fault("transfer.ambiguous", message, Pointer.Of("", name.Field), name.Value, namesakes.Select(agent => agent.Id).ToList()));
                return null;
            }
        }

        var before = faults.Count;
        var found = await agents.CheckAsync(new PartyName(NameKind.Any, name.Value, Pointer.Of("", name.Field)), faults, cancellation);
        if (name.Field == DisplayName && faults.Count > before && AgentLookup.NearestTo(name.Value, await agents.ReachableAsync(cancellation)) is { } meant)
        {
            // Here the nearest is a name, as that is what the field takes.
            faults[^1] = faults[^1] with { Nearest = meant.Name };
        }

        return found;
    }
}
