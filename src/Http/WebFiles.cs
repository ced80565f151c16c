namespace Pillion.Http;

/// <summary>Where the built browser parts are: folders <c>snippet</c>, <c>viewer</c> and <c>console</c>.</summary>
/// <param name="Path">Absolute path.</param>
public sealed record WebFiles(string Path);
