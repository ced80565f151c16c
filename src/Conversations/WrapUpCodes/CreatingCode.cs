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
    private const int LongestDescription = 1000;

    private static readonly AliasTable Names = new(("title", "name"), ("label", "name"), ("code", "name"), ("desc", "description"), ("text", "description"));

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost(Path, CreateAsync)
        .RequireScopes(Scopes.ConversationWrite)
        .WithName("postRoutingWrapupcodes")
        .WithTags("Wrap-up codes")
        .WithSummary("Create a wrap-up code")
        .Accepts<CreateWrapUpCode>("application/json")
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
        var request = Read(BodyReader.Root(body.Value, faults));
        if (faults.Count > 0)
        {
            return Refusal.Of(faults, Correction.Suggest("POST", Path, body.Value, faults, (corrected, again) => Read(BodyReader.Root(corrected, again)))).ToResult();
        }

        if (await catalog.FindNamesakeAsync(request.Name!, cancellation) is { } namesake)
        {
            return Taken(namesake).ToResult();
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
            return Taken(await catalog.FindNamesakeAsync(code.Name, cancellation)).ToResult();
        }

        context.Response.Headers.Location = code.SelfUri;
        return Results.Json(code, Wire.Options);
    }

    private static CreateWrapUpCode Read(BodyReader body)
    {
        var name = body.Text("name", required: true, longest: WrapUpCatalog.LongestName)?.Trim();
        var description = body.Text("description", longest: LongestDescription);
        body.Close(Names);
        return new CreateWrapUpCode(name, description);
    }

    private static Refusal Taken(WrapUpCode? holder)
    {
        var message = holder is null
            ? "There is a wrap-up code of this name already."
            : $"There is a wrap-up code \"{holder.Name}\" already; its id is {holder.Id}. Use it, or choose another name.";
        return new Refusal(409, "name.taken", message, [new Fault("name.taken", message, "/name", holder?.Name)]);
    }
}

/// <summary>A wrap-up code to create.</summary>
/// <param name="Name">1 to 200 characters; unique, whatever the case.</param>
/// <param name="Description">At most 1000 characters.</param>
public sealed record CreateWrapUpCode(string? Name, string? Description);
