using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Pillion.Identity.OAuth;

/// <summary>
/// Refuses token requests whose form can't be read, before the server library reads it: there a form that is broken
/// or too large would end as a failure of ours.
/// </summary>
internal sealed class ReadableForms : IOpenIddictServerHandler<ExtractTokenRequestContext>
{
    /// <summary>The largest form that is read, in bytes. The longest honest ones carry a refresh token of a few KB.</summary>
    public const int LargestForm = 64 * 1024;

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ExtractTokenRequestContext>()
            .UseSingletonHandler<ReadableForms>()
            .SetOrder(int.MinValue + 1_000)
            .Build();

    public async ValueTask HandleAsync(ExtractTokenRequestContext context)
    {
        var request = context.Transaction.GetHttpRequest();
        if (request is null || !request.HasFormContentType)
        {
            return;
        }

        try
        {
            if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                limit.MaxRequestBodySize = LargestForm;
            }

            // The form is kept with the request: the library reads the same one again.
            await request.ReadFormAsync(context.CancellationToken);
        }
        catch (Exception problem) when (problem is InvalidDataException or BadHttpRequestException or IOException)
        {
            context.Reject(
                OpenIddictConstants.Errors.InvalidRequest,
                $"The form could not be read. It has to be application/x-www-form-urlencoded and at most {LargestForm} bytes.");
        }
    }
}
