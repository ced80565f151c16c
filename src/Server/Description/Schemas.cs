using Microsoft.OpenApi;

namespace Pillion.Server.Description;

/// <summary>
/// Says the same with fewer words: nothing is ever <c>null</c> on the wire, because what has no value is left out, and
/// what may be left out is not required.
/// </summary>
internal static class Schemas
{
    public static void Tidy(OpenApiDocument document)
    {
        foreach (var schema in document.Components?.Schemas?.Values.OfType<OpenApiSchema>() ?? [])
        {
            Tidy(schema);
        }
    }

    private static void Tidy(OpenApiSchema schema)
    {
        foreach (var (name, property) in schema.Properties?.ToList() ?? [])
        {
            if (WithoutNull(property) is { } present)
            {
                schema.Properties![name] = present;
                schema.Required?.Remove(name);
            }

            if (schema.Properties![name] is OpenApiSchema nested)
            {
                // A list of anything says so.
                nested.Items ??= nested.Type == JsonSchemaType.Array ? new OpenApiSchema() : null;
                Tidy(nested);
            }
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
