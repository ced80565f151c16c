using OpenIddict.Abstractions;
using Pillion.Http;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Pillion.Identity.Seeding;

/// <summary>
/// Makes the stored OAuth clients the ones of the configuration: new ones added, changed ones changed, all others
/// removed with their tokens. There is no other way in which clients come to be.
/// </summary>
internal sealed class OAuthClients(IOpenIddictApplicationManager clients, IOpenIddictTokenManager tokens, Addresses addresses)
{
    /// <summary>The console's client id.</summary>
    public const string Console = "console";

    public async Task ApplyAsync(IReadOnlyList<SeedClient> seed, CancellationToken cancellation)
    {
        List<SeedClient> wanted =
        [
            new(Console, "Pillion console", null, Http.Scopes.All, [$"{addresses.PublicUrl}/console/callback"], false),
            .. seed,
        ];
        await RemoveOthersAsync(wanted, cancellation);
        foreach (var client in wanted)
        {
            await ApplyAsync(client, cancellation);
        }
    }

    private async Task RemoveOthersAsync(List<SeedClient> wanted, CancellationToken cancellation)
    {
        var stored = new List<object>();
        await foreach (var client in clients.ListAsync(cancellationToken: cancellation))
        {
            stored.Add(client);
        }

        foreach (var client in stored)
        {
            var id = await clients.GetClientIdAsync(client, cancellation);
            if (!wanted.Any(one => one.Id == id))
            {
                // Before the tokens go with the client: nobody could say whose they were.
                await tokens.RevokeByApplicationIdAsync((await clients.GetIdAsync(client, cancellation))!, cancellation);
                await clients.DeleteAsync(client, cancellation);
            }
        }
    }

    private async Task ApplyAsync(SeedClient client, CancellationToken cancellation)
    {
        var wanted = Describe(client);
        var stored = await clients.FindByClientIdAsync(client.Id, cancellation);
        if (stored is null)
        {
            await clients.CreateAsync(wanted, cancellation);
            return;
        }

        var current = new OpenIddictApplicationDescriptor();
        await clients.PopulateAsync(current, stored, cancellation);
        var sameSecret = client.Secret is null
            ? current.ClientSecret is null
            : current.ClientSecret is not null && await clients.ValidateClientSecretAsync(stored, client.Secret, cancellation);
        var sameRights = current.Permissions.SetEquals(wanted.Permissions) && current.RedirectUris.SetEquals(wanted.RedirectUris);
        if (sameSecret && sameRights && current.DisplayName == wanted.DisplayName)
        {
            return;
        }

        // The stored form of an unchanged secret stays as it is.
        wanted.ClientSecret = sameSecret ? current.ClientSecret : client.Secret;
        await clients.UpdateAsync(stored, wanted, cancellation);
        if (!sameSecret || !sameRights)
        {
            await tokens.RevokeByApplicationIdAsync((await clients.GetIdAsync(stored, cancellation))!, cancellation);
        }
    }

    private static OpenIddictApplicationDescriptor Describe(SeedClient client)
    {
        var wanted = new OpenIddictApplicationDescriptor
        {
            ClientId = client.Id,
            ClientSecret = client.Secret,
            ClientType = client.Secret is null ? ClientTypes.Public : ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = client.Name,
        };
        wanted.Permissions.Add(Permissions.Endpoints.Token);
        if (client.Secret is not null)
        {
            wanted.Permissions.Add(Permissions.GrantTypes.ClientCredentials);
        }

        if (client.RedirectUris.Count > 0)
        {
            wanted.Permissions.UnionWith(
            [
                Permissions.Endpoints.Authorization,
                Permissions.GrantTypes.AuthorizationCode,
                Permissions.GrantTypes.RefreshToken,
                Permissions.ResponseTypes.Code,
            ]);
            wanted.RedirectUris.UnionWith(client.RedirectUris.Select(uri => new Uri(uri)));
        }

        wanted.Permissions.UnionWith(client.Scopes.Select(scope => Permissions.Prefixes.Scope + scope));
        return wanted;
    }
}
