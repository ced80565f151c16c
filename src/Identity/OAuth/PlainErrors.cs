using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Pillion.Identity.OAuth;

/// <summary>Makes the server library's token errors say what to do, and takes out its links to its own pages.</summary>
internal sealed class PlainErrors : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyTokenResponseContext>()
            .UseSingletonHandler<PlainErrors>()
            .SetOrder(int.MinValue + 1_000)
            .Build();

    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        context.Response.ErrorUri = null;
        context.Response.ErrorDescription = context.Response.Error switch
        {
            OpenIddictConstants.Errors.InvalidClient =>
                "The client id or the secret is wrong. Send them as Authorization: Basic base64(id:secret), or as client_id and client_secret in the form.",
            OpenIddictConstants.Errors.UnsupportedGrantType =>
                "The grant type is not known here. Use client_credentials, authorization_code or refresh_token.",
            _ => context.Response.ErrorDescription,
        };
        return ValueTask.CompletedTask;
    }
}
