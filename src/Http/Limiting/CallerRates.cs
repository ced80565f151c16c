using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Http.Routing;
using Pillion.Kernel;

namespace Pillion.Http.Limiting;

/// <summary>Gives every caller of the API an allowance. Pages, files and sockets have none.</summary>
public static class CallerRates
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddCallerRates(this IServiceCollection services, RateLimits limits)
    {
        var known = new KnownCallers();
        return services.AddSingleton(known).AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Allowance(context, known, limits));
            options.OnRejected = (rejected, _) => new ValueTask(RefuseAsync(rejected.HttpContext, rejected.Lease, known, limits));
        });
    }

    /// <summary>Turns callers away whose allowance is used up. Place it before anything that costs: routing, tokens.</summary>
    public static IApplicationBuilder UseCallerRates(this IApplicationBuilder app) => app.UseRateLimiter();

    /// <summary>Remembers whose tokens are good. Place it after authentication.</summary>
    public static IApplicationBuilder UseKnownCallers(this IApplicationBuilder app)
    {
        var known = app.ApplicationServices.GetRequiredService<KnownCallers>();
        return app.Use((context, next) =>
        {
            known.Learn(context);
            return next(context);
        });
    }

    private static RateLimitPartition<string> Allowance(HttpContext context, KnownCallers known, RateLimits limits)
    {
        if (!ApiRoutes.IsApi(context.Request.Path))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        return known.Find(context.Request) is { } caller
            ? RateLimitPartition.GetTokenBucketLimiter($"caller {caller}", _ => Bucket(limits.PerMinute, limits.Burst))
            : RateLimitPartition.GetTokenBucketLimiter($"address {Network(context.Connection.RemoteIpAddress)}", _ => Bucket(limits.AnonymousPerMinute, limits.AnonymousBurst));
    }

    // Allowances grow every second where they are large enough, and by one where they are not.
    private static TokenBucketRateLimiterOptions Bucket(int perMinute, int burst) => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = perMinute >= 60 ? TimeSpan.FromSeconds(1) : Minute / perMinute,
        QueueLimit = 0,
    };

    // One subscriber holds a whole /64 of IPv6 addresses.
    private static string Network(IPAddress? address) =>
        address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
        : address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4().ToString()
        : address?.ToString() ?? "unknown";

    private static Task RefuseAsync(HttpContext context, RateLimitLease lease, KnownCallers known, RateLimits limits)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        var message = known.Find(context.Request) is not null
            ? $"These are too many requests for one client: {limits.Burst} at once and {limits.PerMinute} a minute are served. Send it again in {seconds} s."
            : $"These are too many requests without a valid token from one address: {limits.AnonymousBurst} at once and {limits.AnonymousPerMinute} a minute are served. Send it again in {seconds} s.";
        const string code = "too.many.requests.retry.after";
        return Refusals.WriteAsync(context, new Refusal(
            StatusCodes.Status429TooManyRequests, code, message, [new Fault(code, message, Expected: [$"Retry-After: {seconds}"])]));
    }
}
