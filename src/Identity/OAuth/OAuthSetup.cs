using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using Pillion.Http;
using Pillion.Storage;
using Pillion.Storage.Keys;

namespace Pillion.Identity.OAuth;

/// <summary>The OAuth server and the check of bearer tokens.</summary>
internal static class OAuthSetup
{
    /// <summary>Lifetime of a person's access token.</summary>
    public static readonly TimeSpan UserTokenLifetime = TimeSpan.FromHours(1);

    /// <summary>Lifetime of a client's access token, which is that of the vendor's: a day less a second.</summary>
    public static readonly TimeSpan ClientTokenLifetime = TimeSpan.FromSeconds(86399);

    /// <summary>Lifetime of a refresh token; every use answers a new one.</summary>
    public static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromDays(14);

    public static IServiceCollection AddOAuth(this IServiceCollection services)
    {
        services.AddDbContext<OAuthDatabase>(OAuthDatabase.Configure);
        services.AddOpenIddict()
            .AddCore(core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<OAuthDatabase>();
                core.ReplaceTokenManager<OpenIddictEntityFrameworkCoreToken, Revocations>();
            })
            .AddServer(Serve)
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                // A token can be revoked, so its entry is looked at, not its signature alone.
                validation.EnableTokenEntryValidation();
                validation.EnableAuthorizationEntryValidation();
                validation.UseAspNetCore()
                    .DisableAccessTokenExtractionFromBodyForm()
                    .DisableAccessTokenExtractionFromQueryString();
            });
        services.AddOptions<OpenIddictServerOptions>().Configure<KeyRing, Addresses>(UseKeys);
        services.AddOptions<OpenIddictServerAspNetCoreOptions>().Configure<Addresses>((options, addresses) =>
            options.DisableTransportSecurityRequirement = IsPlainLoopback(addresses.PublicUrl));
        AddLogin(services);
        services.AddLogging(logging => logging.AddFilter("OpenIddict", LogLevel.Warning));
        services.AddHostedService<PruningTokens>();
        return services;
    }

    private static void Serve(OpenIddictServerBuilder server)
    {
        server.SetTokenEndpointUris("oauth/token").SetAuthorizationEndpointUris("oauth/authorize");
        server.AllowClientCredentialsFlow().AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
        server.SetAccessTokenLifetime(UserTokenLifetime).SetRefreshTokenLifetime(RefreshTokenLifetime);
        server.DisableAccessTokenEncryption();

        // What the metadata promises is what works: clients have secrets and no keys of their own, and a challenge that is
        // the verifier itself protects nobody.
        server.Configure(options =>
        {
            options.ClientAuthenticationMethods.Remove(OpenIddictConstants.ClientAuthenticationMethods.PrivateKeyJwt);
            options.CodeChallengeMethods.Remove(OpenIddictConstants.CodeChallengeMethods.Plain);
        });
        // Scopes have the vendor's names beside ours; the endpoints check them with ScopeNames.
        server.RegisterScopes([.. ScopeNames.Known]).DisableScopeValidation().IgnoreScopePermissions();
        server.AddEventHandler(ReadableForms.Descriptor);
        server.AddEventHandler(PlainErrors.Descriptor);
        server.UseAspNetCore().EnableTokenEndpointPassthrough().EnableAuthorizationEndpointPassthrough();
    }

    private static void UseKeys(OpenIddictServerOptions options, KeyRing keys, Addresses addresses)
    {
        options.Issuer = new Uri(addresses.PublicUrl + "/");

        // The library's default factory caches signers for the whole process by key, and one would outlive the key ring
        // that it belongs to when a host is stopped and another one started in the same process.
        var signing = new ECDsaSecurityKey(keys.Signing) { KeyId = keys.KeyId, CryptoProviderFactory = new CryptoProviderFactory() };
        options.SigningCredentials.Add(new SigningCredentials(signing, SecurityAlgorithms.EcdsaSha256));
        options.EncryptionCredentials.Add(new EncryptingCredentials(
            new SymmetricSecurityKey(keys.Secret("openiddict")), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    private static void AddLogin(IServiceCollection services)
    {
        services.AddSingleton<RecentTokens>();
        services.AddAuthentication(RecentTokenHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, RecentTokenHandler>(RecentTokenHandler.SchemeName, null)
            .AddCookie(LoginCookie.Scheme);
        services.AddAuthorization();
        services.AddOptions<CookieAuthenticationOptions>(LoginCookie.Scheme).Configure<Addresses>((options, addresses) =>
        {
            options.Cookie.Name = LoginCookie.Scheme;
            options.Cookie.Path = "/oauth";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = addresses.PublicUrl.StartsWith("https:", StringComparison.Ordinal)
                ? CookieSecurePolicy.Always
                : CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = LoginCookie.Lifetime;
            options.SlidingExpiration = true;
        });
        // The keys that seal the cookie live with all others, so that a login outlives a restart.
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((options, folder, logs) =>
            options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(folder.At("keys", "cookies")), logs));
        services.AddSingleton<LoginAttempts>();
    }

    private static bool IsPlainLoopback(string url) => new Uri(url) is { Scheme: "http" } uri && LoopbackHosts.Includes(uri.Host);
}
