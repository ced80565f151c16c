using Microsoft.AspNetCore.Builder;

namespace Pillion.Http;

/// <summary>What the API's description says of an operation beyond its types.</summary>
public static class Describing
{
    /// <summary>Names the query parameters of an operation. One without any refuses every query.</summary>
    public static TBuilder TakesQuery<TBuilder>(this TBuilder builder, params QueryParameter[] parameters)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new QueryParameters(parameters));

    /// <summary>
    /// Shows a request body that works on a server in development mode. Ids in it can be written as
    /// <c>{conversationId}</c> and are filled in by whoever sends it.
    /// </summary>
    public static TBuilder WithExample<TBuilder>(this TBuilder builder, string name, string body)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequestExample(name, body));

    /// <summary>Names a second shape of the answer 200.</summary>
    public static TBuilder OrProduces<TBuilder>(this TBuilder builder, Type answer)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new OtherAnswer(answer));

    /// <summary>Marks an operation that the vendor's platform does not have.</summary>
    public static TBuilder IsExtension<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(Extension.Instance);
}

/// <summary>The query parameters of an operation.</summary>
public sealed record QueryParameters(IReadOnlyList<QueryParameter> Items);

/// <summary>One query parameter.</summary>
/// <param name="Values">The accepted texts, when there are only these.</param>
/// <param name="Least">The least number; a parameter with bounds is a whole number.</param>
/// <param name="Many">True for a list, repeated or joined with commas.</param>
public sealed record QueryParameter(
    string Name,
    string Description,
    IReadOnlyList<string>? Values = null,
    int? Least = null,
    int? Most = null,
    int? Default = null,
    bool Many = false)
{
    /// <summary>The parameter <c>pageSize</c> of listings.</summary>
    public static QueryParameter PageSize { get; } =
        new("pageSize", "Entities on a page.", Least: 1, Most: Kernel.PageRequest.LargestSize, Default: Kernel.PageRequest.DefaultSize);

    /// <summary>The parameter <c>pageNumber</c> of listings.</summary>
    public static QueryParameter PageNumber { get; } =
        new("pageNumber", "Which page; the first is 1.", Least: 1, Most: 1_000_000, Default: 1);
}

/// <summary>A request body that works, as JSON text.</summary>
public sealed record RequestExample(string Name, string Body);

/// <summary>A shape that the answer 200 may have instead of the usual one.</summary>
public sealed record OtherAnswer(Type Type);

/// <summary>Says that the vendor's platform has no such operation.</summary>
public sealed class Extension
{
    internal static Extension Instance { get; } = new();

    private Extension()
    {
    }
}
