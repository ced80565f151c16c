using Pillion.Contracts;

namespace Pillion.Identity.Users;

/// <summary>Users in the role of agent, for the other areas.</summary>
internal sealed class Agents(UserDirectory users) : IAgents
{
    public async ValueTask<AgentView?> FindAsync(string idOrEmail, CancellationToken cancellation)
    {
        var user = await users.FindAsync(idOrEmail, cancellation) ?? await users.FindByEmailAsync(idOrEmail, cancellation);
        return user is not null && IsAgent(user) ? View(user) : null;
    }

    public async ValueTask<IReadOnlyList<AgentView>> ListReachableAsync(int most, CancellationToken cancellation) =>
        (await users.AllAsync(cancellation)).Where(IsAgent).Select(View).Where(agent => agent.Reachable).Take(most).ToList();

    private static bool IsAgent(User user) => user.Active && user.Roles.Contains(Roles.Agent, StringComparer.Ordinal);

    private static AgentView View(User user) => new(user.Id, user.Name, user.Email, user.Presence.SystemPresence);
}
