using Microsoft.OpenApi;
using Pillion.Http;
using Scalar.AspNetCore;

namespace Pillion.Server.Description;

/// <summary>The OpenAPI file, made from the routes, and an interactive reference at <c>/docs</c>.</summary>
internal static class ApiDescription
{
    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v2", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddSchemaTransformer(Schemas.CorrectAsync);
        options.AddOperationTransformer(Operations.DescribeAsync);
        options.AddDocumentTransformer((document, _, _) =>
        {
            Head(document);
            Schemas.Tidy(document);
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapScalarApiReference("/docs", reference => reference
            .WithTitle("Pillion API")
            .WithOpenApiRoutePattern("/openapi/v2.json")
            .DisableDefaultFonts());
    }

    private static void Head(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Pillion",
            Version = "v2",
            Description = "Starts co-browse sessions from code and follows them. Every refusal says what to send instead.",
            Contact = new OpenApiContact { Name = "Pillion maintainers" },
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "The server that gives this file." }];
        document.Tags = document.Tags?.OrderBy(tag => tag.Name, StringComparer.Ordinal)
            .Select(tag => new OpenApiTag { Name = tag.Name, Description = Tags.GetValueOrDefault(tag.Name ?? "") })
            .ToHashSet();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Operations.Flow] = ClientCredentials(),
        };
    }

    private static readonly Dictionary<string, string> Tags = new(StringComparer.Ordinal)
    {
        ["Cobrowse"] = "Cobrowse sessions: who is on the site, who can look on.",
        ["Conversations"] = "Everything between a visitor and agents about one matter.",
        ["Notifications"] = "Changes, as they happen, over a WebSocket.",
        ["OAuth"] = "Access tokens.",
        ["Organization"] = "The organization that runs this server.",
        ["Presence"] = "Who can be reached.",
        ["Sites"] = "Websites that carry the snippet.",
        ["Tokens"] = "The access token of the request itself.",
        ["Users"] = "Agents and administrators.",
        ["Web deployments"] = "The visitor's side of a cobrowse session.",
        ["Wrap-up codes"] = "Words under which agents file conversations.",
    };

    private static OpenApiSecurityScheme ClientCredentials() => new()
    {
        Type = SecuritySchemeType.OAuth2,
        Description = "A client's own credentials, or those of a user who logs in through the client.",
        Flows = new OpenApiOAuthFlows
        {
            ClientCredentials = new OpenApiOAuthFlow
            {
                TokenUrl = new Uri("/oauth/token", UriKind.Relative),
                Scopes = Scopes.All.ToDictionary(scope => scope, scope => scope, StringComparer.Ordinal),
            },
        },
    };
}
