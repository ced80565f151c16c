using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Pillion.Http;
using Scalar.AspNetCore;

namespace Pillion.Server;

/// <summary>The OpenAPI file, made from the routes, and an interactive reference at <c>/docs</c>.</summary>
internal static class ApiDescription
{
    private const string Flow = "oauth2";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v2", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Pillion",
                Version = "v2",
                Description = "Starts co-browse sessions from code and follows them. Every refusal says what to send instead.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal) { [Flow] = ClientCredentials() };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(Secure);
        options.AddSchemaTransformer(LeaveOutWhatMayBeNull);
    });

    public static void MapApiDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapScalarApiReference("/docs", reference => reference
            .WithTitle("Pillion API")
            .WithOpenApiRoutePattern("/openapi/v2.json")
            .DisableDefaultFonts());
    }

    private static OpenApiSecurityScheme ClientCredentials() => new()
    {
        Type = SecuritySchemeType.OAuth2,
        Flows = new OpenApiOAuthFlows
        {
            ClientCredentials = new OpenApiOAuthFlow
            {
                TokenUrl = new Uri("/oauth/token", UriKind.Relative),
                Scopes = Scopes.All.ToDictionary(scope => scope, scope => scope, StringComparer.Ordinal),
            },
        },
    };

    // Fields without a value are left out of answers and may be left out of requests.
    private static Task LeaveOutWhatMayBeNull(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        foreach (var property in context.JsonTypeInfo.Properties.Where(property => property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null))
        {
            schema.Required?.Remove(property.Name);
        }

        return Task.CompletedTask;
    }

    private static Task Secure(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var needed = context.Description.ActionDescriptor.EndpointMetadata.OfType<RequiredScopes>().FirstOrDefault();
        if (needed is not null)
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Flow, context.Document)] = [.. needed.Scopes] },
            ];
        }

        return Task.CompletedTask;
    }
}
