using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.WrapUpCodes;

/// <summary>POST /api/v2/routing/wrapupcodes</summary>
internal static class CreatingCode
{
    private const string Path = "/api/v2/routing/wrapupcodes";

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost(Path, CreateAsync)
        .RequireScopes(Scopes.ConversationWrite)
        .WithName("postRoutingWrapupcodes")
        .WithTags("Wrap-up codes")
        .WithSummary("Create a wrap-up code")
        .WithExample("A code", """{ "name": "{newName}", "description": "A sale came of it" }""")
        .Accepts<WrapUpCodeRequest>("application/json")
        .Produces<WrapUpCode>();

    private static async Task<IResult> CreateAsync(HttpContext context, WrapUpCatalog catalog, TimeProvider time)
    {
        var cancellation = context.RequestAborted;
        var body = await RequestBody.ReadAsync(context.Request, cancellation);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        var faults = new List<Fault>();
        var request = WrapUpCodeRequest.Read(BodyReader.Root(body.Value, faults));
        if (faults.Count > 0)
        {
            return Refusal.Of(
                faults,
                Correction.Suggest("POST", Path, body.Value, faults, (corrected, again) => WrapUpCodeRequest.Read(BodyReader.Root(corrected, again)))).ToResult();
        }

        if (await catalog.FindNamesakeAsync(request.Name!, cancellation) is { } namesake)
        {
            return WrapUpCatalog.Taken(namesake).ToResult();
        }

        if ((await catalog.ListAsync(cancellation)).Count >= WrapUpCatalog.MostCodes)
        {
            return Refusal.Conflict("too.many.wrapup.codes", $"There are {WrapUpCatalog.MostCodes} wrap-up codes, which is as many as there can be.").ToResult();
        }

        var caller = Caller.From(context.User);
        var code = new WrapUpCode(Ids.New(), request.Name!, request.Description, time.GetUtcNow(), caller.UserId ?? caller.ClientId);
        if (!await catalog.AddAsync(code, cancellation))
        {
            // Someone else was faster between the look and the commit.
            return WrapUpCatalog.Taken(await catalog.FindNamesakeAsync(code.Name, cancellation)).ToResult();
        }

        context.Response.Headers.Location = code.SelfUri;
        return Results.Json(code, Wire.Options);
    }
}
