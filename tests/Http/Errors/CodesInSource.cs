using System.Text.RegularExpressions;
using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests.Errors;

/// <summary>Finds the error codes that the source answers with.</summary>
internal static partial class CodesInSource
{
    /// <summary>
    /// Dotted literals in statements that make a refusal or a fault, with the file that they stand in. The tables of
    /// the catalogue itself are left out.
    /// </summary>
    public static IReadOnlyList<(string Code, string File)> Answered { get; } =
        (from file in Files
         from statement in Statement().Split(File.ReadAllText(file))
         where Refusing().IsMatch(statement)
         from Match literal in Literal().Matches(statement)
         select (literal.Groups["code"].Value, Path.GetRelativePath(Repository.Root, file))).Distinct().ToList();

    /// <summary>Every dotted literal, whatever it is for.</summary>
    public static IReadOnlySet<string> Mentioned { get; } =
        (from file in Files
         from Match literal in Literal().Matches(File.ReadAllText(file))
         select literal.Groups["code"].Value).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Files => Repository.SourceFiles("src")
        .Where(file => !file.EndsWith("Errors.cs", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith("Error", StringComparison.Ordinal));

    [GeneratedRegex(";\\s*\n", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Statement();

    [GeneratedRegex("\\b(Fault|Refus\\w*|Conflict|NotFound|Single)\\(|\\bcode\\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Refusing();

    [GeneratedRegex("\"(?<code>[a-z]+(\\.[a-z]+)+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();
}
