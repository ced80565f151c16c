using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Http.Routing;

namespace Pillion.Http;

/// <summary>
/// Lets pages of other origins call the API from a browser. Callers prove who they are by a token in a header, so
/// cookies are neither sent nor needed.
/// </summary>
public static class CrossOrigin
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromHours(1);

    /// <param name="origins">Exact origins, as browsers send them.</param>
    public static IServiceCollection AddCrossOrigin(this IServiceCollection services, IReadOnlyList<string> origins) => services.AddCors(cors =>
        cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. origins])
            .WithMethods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
            .WithHeaders("Authorization", "Content-Type", "Accept", Idempotency.KeyHeader, "If-Match", "If-None-Match", "purecloud-sdk")
            .WithExposedHeaders(CorrelationId.Header, "ETag", "Location", "Retry-After", Idempotency.ReplayedHeader, "WWW-Authenticate", "Allow")
            .SetPreflightMaxAge(AskAgainAfter)));

    /// <summary>Answers preflights and marks answers for every address of the API, those to come included.</summary>
    public static IApplicationBuilder UseCrossOrigin(this IApplicationBuilder app) =>
        app.UseWhen(context => ApiRoutes.IsApi(context.Request.Path), api => api.UseCors());
}
