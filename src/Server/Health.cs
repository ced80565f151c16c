using Pillion.Storage;

namespace Pillion.Server;

/// <summary>Tells a load balancer or a script whether the server can take work.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Ok(new HealthView("live"))).ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    // Ready means that the store answers; a process whose disk is gone is alive and not ready.
    private static async Task<IResult> ReadyAsync(IStore store, CancellationToken cancellation)
    {
        try
        {
            await store.GetAsync<HealthView>("health", "ready", cancellation);
            return Results.Ok(new HealthView("ready"));
        }
        catch (StoreException)
        {
            return Results.Json(new HealthView("store unavailable"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    internal sealed record HealthView(string Status);
}
