using System.Globalization;
using System.Text.RegularExpressions;
using Pillion.Kernel.Json;

namespace Pillion.Conversations;

/// <summary>
/// Reads points in time as clients write them: ISO 8601 with up to seven digits of a second, with an offset or without
/// one, which means UTC.
/// </summary>
internal static partial class IsoTime
{
    private static readonly string[] Expected = ["yyyy-MM-ddTHH:mm:ss.fffZ"];

    public static DateTimeOffset? Read(BodyReader body, string name)
    {
        if (body.Text(name, longest: 40) is not { } text)
        {
            return null;
        }

        if (Parse(text) is { } time)
        {
            return time;
        }

        body.Refuse(name, "invalid.value", $"`{name}` must be a point in time such as 2030-01-31T12:00:00.000Z.", Expected);
        return null;
    }

    public static DateTimeOffset? Parse(string text) =>
        Shape().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:?\d{2})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Shape();
}
