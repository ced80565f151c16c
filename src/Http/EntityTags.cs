using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Pillion.Kernel;

namespace Pillion.Http;

/// <summary>
/// Versions as entity tags (RFC 9110, 8.8.3 and 13.1): an answer carries <c>ETag: "7"</c>, a reader who has version 7
/// asks with <c>If-None-Match: "7"</c>, and a writer who has seen it says <c>If-Match: "7"</c>.
/// </summary>
public static class EntityTags
{
    private const string Malformed = "invalid.entity.tag";

    /// <summary>Puts the version on the answer.</summary>
    public static void Show(HttpContext context, long version) => context.Response.Headers.ETag = Write(version);

    /// <summary>True when the reader has this version already, so that 304 is the answer. A tag that can't be read is no match.</summary>
    public static bool IsKnown(HttpRequest request, long version) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var tags)
        && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Equals(Write(version), StringComparison.Ordinal));

    /// <summary>
    /// What <c>If-Match</c> demands: a check that refuses every version but those, with 412; null when the header is
    /// absent, or says that any version will do.
    /// </summary>
    public static Result<Precondition> Demanded(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (StringValues.IsNullOrEmpty(header))
        {
            return Precondition.None;
        }

        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags))
        {
            var bare = header.ToString().Trim('"', ' ');
            var nearest = bare.Length is > 0 and < 20 && bare.All(char.IsAsciiDigit) ? $"\"{bare}\"" : null;
            return Refusal.Of(
            [
                new Fault(
                    Malformed,
                    $"If-Match takes the text of an ETag with its quotes, such as {nearest ?? "\"7\""}, several of them between commas, or *.",
                    "header:If-Match",
                    Cut(header.ToString()),
                    ["\"<version>\"", "*"],
                    nearest),
            ]);
        }

        // A weak tag never says that two versions are the same byte by byte, which is what this header asks.
        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any))
            ? Precondition.None
            : new Precondition(tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.ToString()).ToList());
    }

    internal static string Write(long version) => $"\"{version}\"";

    internal static string Cut(string text) => text.Length <= 200 ? text : $"{text[..200]}…";
}

/// <summary>The versions that a change is meant for.</summary>
public sealed class Precondition
{
    private readonly IReadOnlyList<string>? _tags;

    internal Precondition(IReadOnlyList<string>? tags) => _tags = tags;

    /// <summary>Any version will do.</summary>
    public static Precondition None { get; } = new(null);

    /// <summary>Why the change is not made to this version, or null.</summary>
    /// <param name="thing">What has the version, such as "conversation".</param>
    public Refusal? Check(long version, string thing)
    {
        if (_tags is null || _tags.Contains(EntityTags.Write(version), StringComparer.Ordinal))
        {
            return null;
        }

        const string code = "precondition.failed";
        var now = EntityTags.Write(version);
        var message = $"The {thing} has changed since you read it: its ETag is {now} now. Nothing was changed; read it again, and send the change with If-Match: {now} if you still want it.";
        return new Refusal(412, code, message, [new Fault(code, message, "header:If-Match", EntityTags.Cut(string.Join(", ", _tags)), [now], now)]);
    }
}
