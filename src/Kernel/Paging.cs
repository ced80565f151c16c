namespace Pillion.Kernel;

/// <summary>Which page of a listing is wanted; pages count from 1.</summary>
public sealed record PageRequest(int Number, int Size)
{
    public const int DefaultSize = 25;
    public const int LargestSize = 500;
}

/// <summary>One page of a listing in the vendor's envelope. All links are relative to the server.</summary>
public sealed record Listing<T>(
    IReadOnlyList<T> Entities,
    int PageSize,
    int PageNumber,
    long Total,
    int PageCount,
    string FirstUri,
    string SelfUri,
    string LastUri,
    string? NextUri,
    string? PreviousUri)
{
    /// <summary>Puts a page of entities into the envelope.</summary>
    /// <param name="path">Path of the listing, without a query.</param>
    /// <param name="query">What else the links must repeat, such as <c>expand=presence</c>; may be empty.</param>
    public static Listing<T> Of(IReadOnlyList<T> entities, PageRequest page, long total, string path, string query = "")
    {
        var count = (int)Math.Max(1, (total + page.Size - 1) / page.Size);
        string Link(int number) => $"{path}?pageSize={page.Size}&pageNumber={number}{(query.Length == 0 ? "" : $"&{query}")}";
        return new Listing<T>(
            entities, page.Size, page.Number, total, count,
            Link(1), Link(page.Number), Link(count),
            page.Number < count ? Link(page.Number + 1) : null,
            page.Number > 1 ? Link(Math.Min(page.Number - 1, count)) : null);
    }
}
