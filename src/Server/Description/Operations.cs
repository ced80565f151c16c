using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Pillion.Http;

namespace Pillion.Server.Description;

/// <summary>Says of every operation what its route knows: scopes, parameters, refusals, examples.</summary>
internal static class Operations
{
    /// <summary>Name of the security scheme.</summary>
    public const string Flow = "oauth2";

    private const string Json = "application/json";

    private static readonly Dictionary<string, string> Ids = new(StringComparer.Ordinal)
    {
        ["conversationId"] = "Id of a conversation.",
        ["participantId"] = "Id of a participant of the conversation.",
        ["communicationId"] = "Id of one of the participant's communications.",
        ["userId"] = "Id of a user.",
        ["codeId"] = "Id of a wrap-up code.",
        ["sessionId"] = "Id of a cobrowse session.",
    };

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["siteId"] = "Id or key of a site.",
        ["deploymentId"] = "Id or key of a site.",
        ["sourceId"] = "A source of presence; there is `purecloud` only.",
        ["channelId"] = "Id of a channel.",
    };

    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var needed = metadata.OfType<RequiredScopes>().FirstOrDefault();
        if (needed is not null)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Flow, context.Document)] = [.. needed.Scopes] }];
        }

        operation.Description ??= Sentences(needed, metadata);
        DescribePath(operation, context);
        DescribeQuery(operation, metadata.OfType<QueryParameters>().SelectMany(query => query.Items));
        await DescribeRefusalsAsync(operation, context, cancellation);
        ShowExamples(operation, metadata.OfType<RequestExample>());
        await DescribeOtherAnswerAsync(operation, context, metadata.OfType<OtherAnswer>().FirstOrDefault(), cancellation);
        if (metadata.OfType<Extension>().Any())
        {
            operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
            operation.Extensions["x-pillion-extension"] = new JsonNodeExtension(JsonValue.Create(true));
        }
    }

    private static string Sentences(RequiredScopes? needed, IList<object> metadata)
    {
        var scopes = needed switch
        {
            null => "Needs no access token.",
            { Scopes: [] } => "Needs any access token.",
            { Scopes: [var only] } => $"Needs the scope `{only}`.",
            { Scopes: var several } => $"Needs the scopes {string.Join(" and ", several.Select(scope => $"`{scope}`"))}.",
        };
        return metadata.OfType<Extension>().Any() ? $"{scopes} Pillion's own: the vendor's platform has no such operation." : scopes;
    }

    // Handlers that read the address themselves do not declare its parts, so they are taken from the route.
    private static void DescribePath(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Parameters ??= [];
        var route = context.Description.RelativePath ?? "";
        foreach (var name in route.Split('/').Where(part => part is ['{', .., '}']).Select(part => part[1..^1].Split(':')[0]))
        {
            if (operation.Parameters.FirstOrDefault(known => known.Name == name) is { } declared)
            {
                operation.Parameters.Remove(declared);
            }

            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Path,
                Required = true,
                Description = Ids.GetValueOrDefault(name) ?? Names.GetValueOrDefault(name),
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = Ids.ContainsKey(name) ? "uuid" : null },
            });
        }
    }

    private static void DescribeQuery(OpenApiOperation operation, IEnumerable<QueryParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            operation.Parameters!.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = parameter.Many ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = One(parameter) } : One(parameter),
            });
        }
    }

    private static OpenApiSchema One(QueryParameter parameter) => parameter.Least is { } least
        ? new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = Text(least),
            Maximum = parameter.Most is { } most ? Text(most) : null,
            Default = parameter.Default is { } otherwise ? JsonValue.Create(otherwise) : null,
        }
        : new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = parameter.Values?.Select(value => (JsonNode)JsonValue.Create(value)).ToList(),
        };

    private static async Task DescribeRefusalsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        // OAuth has error bodies of its own (RFC 6749, 5.2).
        if (context.Description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) != true)
        {
            return;
        }

        var schema = await context.GetOrCreateSchemaAsync(typeof(ErrorBody), null, cancellation);
        context.Document!.AddComponent(nameof(ErrorBody), schema);
        operation.Responses ??= [];
        operation.Responses["4XX"] = new OpenApiResponse
        {
            Description = "A refusal: everything that is wrong, and what to send instead.",

            // The answer to HEAD has no body, whatever it is (RFC 9110, 9.3.2).
            Content = HttpMethods.IsHead(context.Description.HttpMethod ?? "")
                ? null
                : new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [Json] = new() { Schema = new OpenApiSchemaReference(nameof(ErrorBody), context.Document) },
                },
        };
    }

    private static async Task DescribeOtherAnswerAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, OtherAnswer? other, CancellationToken cancellation)
    {
        if (other is null || operation.Responses?["200"].Content?[Json] is not OpenApiMediaType answer)
        {
            return;
        }

        context.Document!.AddComponent(other.Type.Name, await context.GetOrCreateSchemaAsync(other.Type, null, cancellation));
        answer.Schema = new OpenApiSchema { AnyOf = [answer.Schema!, new OpenApiSchemaReference(other.Type.Name, context.Document)] };
    }

    private static void ShowExamples(OpenApiOperation operation, IEnumerable<RequestExample> examples)
    {
        if (operation.RequestBody?.Content?.TryGetValue(Json, out var body) != true || body is not OpenApiMediaType)
        {
            return;
        }

        foreach (var example in examples)
        {
            body.Examples ??= new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal);
            body.Examples[example.Name] = new OpenApiExample { Value = JsonNode.Parse(example.Body) };
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
