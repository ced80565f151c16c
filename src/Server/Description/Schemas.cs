using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Pillion.Server.Description;

/// <summary>
/// Says the same with fewer words: nothing is ever <c>null</c> on the wire, because what has no value is left out, and
/// what may be left out is not required.
/// </summary>
internal static class Schemas
{
    /// <summary>Puts right what the generator can't know of a type: what may be left out, and how dates are written.</summary>
    public static Task CorrectAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        }

        foreach (var property in context.JsonTypeInfo.Properties.Where(property => property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null))
        {
            schema.Required?.Remove(property.Name);
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes <c>null</c> out of every schema of the document.</summary>
    public static void Tidy(OpenApiDocument document)
    {
        foreach (var schema in document.Components?.Schemas?.Values.OfType<OpenApiSchema>() ?? [])
        {
            Tidy(schema);
        }
    }

    private static void Tidy(OpenApiSchema schema)
    {
        // A list of anything says so.
        schema.Items ??= schema.Type == JsonSchemaType.Array ? new OpenApiSchema() : null;
        foreach (var (name, property) in schema.Properties?.ToList() ?? [])
        {
            if (WithoutNull(property) is { } present)
            {
                schema.Properties![name] = present;
                schema.Required?.Remove(name);
            }
        }

        foreach (var nested in (schema.Properties?.Values ?? []).Append(schema.Items).OfType<OpenApiSchema>())
        {
            Tidy(nested);
        }
    }

    // The schema of a value that is there, when this one allows null; otherwise null.
    private static IOpenApiSchema? WithoutNull(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema { Type: { } type } plain && type.HasFlag(JsonSchemaType.Null))
        {
            plain.Type = type & ~JsonSchemaType.Null;
            return plain;
        }

        return schema.OneOf is [{ Type: JsonSchemaType.Null }, var other] ? other : null;
    }
}
