using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.WrapUpCodes;

/// <summary>
/// PUT /api/v2/routing/wrapupcodes/{codeId}. Conversations that were filed under it keep the name that it had then.
/// </summary>
internal static class ReplacingCode
{
    private const int MostTries = 5;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/api/v2/routing/wrapupcodes/{codeId}", ReplaceAsync)
        .RequireScopes(Scopes.ConversationWrite)
        .WithName("putRoutingWrapupcode")
        .WithTags("Wrap-up codes")
        .WithSummary("Rename a wrap-up code, or describe it otherwise")
        .WithExample("Another name", """{ "name": "{newName}", "description": "The matter is closed" }""")
        .Accepts<WrapUpCodeRequest>("application/json")
        .Produces<WrapUpCode>();

    private static async Task<IResult> ReplaceAsync(HttpContext context, string codeId, WrapUpCatalog catalog, TimeProvider time)
    {
        var cancellation = context.RequestAborted;
        var body = await RequestBody.ReadAsync(context.Request, cancellation);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        var faults = new List<Fault>();
        var request = WrapUpCodeRequest.Read(BodyReader.Root(body.Value, faults));
        var caller = Caller.From(context.User);
        var demanded = EntityTags.Demanded(context.Request);
        if (demanded.Refused)
        {
            return demanded.Refusal.ToResult();
        }

        for (var tries = 0; tries < MostTries; tries++)
        {
            var address = await CodeAddress.ReadAsync(codeId, catalog, cancellation);
            if (faults.Count > 0 || address.Found is null)
            {
                return address.Refuse(faults, Mended(address, body.Value, faults)).ToResult();
            }

            var (current, version) = (address.Found.Value, address.Found.Version);
            if (demanded.Value.Check(version, "wrap-up code") is { } failed)
            {
                return failed.ToResult();
            }

            if (await catalog.FindNamesakeAsync(request.Name!, cancellation) is { } namesake && namesake.Id != current.Id)
            {
                return WrapUpCatalog.Taken(namesake).ToResult();
            }

            var next = current with
            {
                Name = request.Name!,
                Description = request.Description,
                DateModified = time.GetUtcNow(),
                ModifiedBy = caller.UserId ?? caller.ClientId,
            };
            if (await catalog.ReplaceAsync(next, version, cancellation))
            {
                EntityTags.Show(context, version + 1);
                return Results.Json(next, Wire.Options);
            }
        }

        return Refusal.Conflict("request.conflict", "Others kept changing this wrap-up code at the same time. Nothing was changed; send the request again.").ToResult();
    }

    // Who sends a description alone wants the name to stay.
    private static Suggestion? Mended(CodeAddress address, JsonElement body, List<Fault> faults)
    {
        if (address.Meant is not { } meant || Correction.Apply(body, faults) is not { } mended)
        {
            return null;
        }

        if (mended["name"] is null && mended.Count > 0)
        {
            mended["name"] = meant.Name;
        }

        var left = new List<Fault>();
        WrapUpCodeRequest.Read(BodyReader.Root(JsonSerializer.SerializeToElement(mended), left));
        return left.Count == 0 ? Suggestion.Json("PUT", meant.SelfUri, mended) : null;
    }
}
