using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Pillion.Samples.Shop;

/// <summary>Tandem &amp; Co, a demo web shop that carries the Pillion snippet.</summary>
public static class DemoShop
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Serves the shop's pages and its small backend below <paramref name="path"/>.</summary>
    /// <param name="app">The host.</param>
    /// <param name="path">Where the shop lives, such as <c>/demo/shop</c>.</param>
    /// <param name="siteSecret">The secret of the Pillion site, with which the shop signs who its customer is.</param>
    public static IEndpointConventionBuilder MapDemoShop(this WebApplication app, string path, string siteSecret)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentException.ThrowIfNullOrEmpty(siteSecret);

        var prefix = path.TrimEnd('/');
        var time = app.Services.GetService<TimeProvider>() ?? TimeProvider.System;
        var files = ShopFiles.Load(prefix);
        var backend = new ShopBackend(new ShopCookie(siteSecret, prefix, time), new IdentityTokens(siteSecret, time));

        var shop = app.MapGroup(prefix).AllowAnonymous().ExcludeFromDescription();
        // As delegates: taken for a RequestDelegate, what they return would be thrown away.
        shop.MapPost("/api/sign-in", (Delegate)backend.SignInAsync);
        shop.MapPost("/api/sign-out", backend.SignOut);
        shop.MapPost("/api/password", (Delegate)backend.ChangePasswordAsync);
        shop.MapGet("/api/me", backend.Me);
        shop.MapGet("/api/account", backend.Account);
        shop.MapGet("/api/pillion-token", backend.PillionToken);
        shop.MapGet("/api/{**rest}", () => ShopBackend.Refuse(StatusCodes.Status404NotFound, "The shop has no such operation."));
        shop.MapMethods("/{**file}", Reading, (HttpContext context, string? file) => files.Serve(context, file));
        return shop;
    }
}
