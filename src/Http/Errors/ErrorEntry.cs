namespace Pillion.Http.Errors;

/// <summary>
/// What one error code means: its page is made from this. Areas keep the entries of their codes beside the code that
/// answers them; a test finds codes without an entry and entries without a use.
/// </summary>
/// <remarks>Texts are for people and may put `names` between backticks.</remarks>
public sealed record ErrorEntry(string Code, IReadOnlyList<int> Statuses, string Title)
{
    /// <summary>What the server says with this code.</summary>
    public required string Means { get; init; }

    /// <summary>How requests come to be refused with it.</summary>
    public required string Why { get; init; }

    /// <summary>What to do.</summary>
    public required string Cure { get; init; }

    /// <summary>A request that is refused with it. Null when no single request shows it; then <see cref="Unshown"/> says why.</summary>
    public ErrorExample? Refused { get; init; }

    /// <summary>The request that works in its place.</summary>
    public ErrorExample? Works { get; init; }

    /// <summary>Why there is no example, as a sentence.</summary>
    public string? Unshown { get; init; }
}

/// <summary>
/// A request and the status of its answer. The path, the headers and the body may hold <see cref="Placeholders"/>; the
/// body is sent as JSON unless a header says otherwise, and everything is sent with the token of a client that has all
/// scopes unless there is a header <c>Authorization</c>. An empty header is not sent.
/// </summary>
public sealed record ErrorExample(string Method, string Path, int Status, string? Body = null)
{
    /// <summary>Headers beside Content-Type and Authorization.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public static ErrorExample Get(string path, int status) => new("GET", path, status);

    public static ErrorExample Post(string path, int status, string? body = null) => new("POST", path, status, body);

    public static ErrorExample Put(string path, int status, string body) => new("PUT", path, status, body);

    public static ErrorExample Patch(string path, int status, string body) => new("PATCH", path, status, body);

    /// <summary>The same with a header.</summary>
    public ErrorExample With(string header, string value) =>
        this with { Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase) { [header] = value } };

    /// <summary>The same with another token, or with none when it is empty.</summary>
    public ErrorExample As(string token) => With("Authorization", token.Length == 0 ? "" : $"Bearer {token}");
}

/// <summary>Entries that stand under one heading of the index.</summary>
public sealed record ErrorGroup(string Title, IReadOnlyList<ErrorEntry> Entries);
