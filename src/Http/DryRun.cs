using Microsoft.AspNetCore.Http;
using Pillion.Kernel;

namespace Pillion.Http;

/// <summary>
/// <c>?dryRun=true</c>, on every operation that starts something: everything is checked, nothing is changed, and the
/// answer says what would happen.
/// </summary>
public static class DryRun
{
    private const string Name = "dryRun";

    /// <summary>For the description of an operation.</summary>
    public static QueryParameter Parameter { get; } =
        new(Name, "`true` checks everything, changes nothing, and answers 200 with what would happen.", ["true", "false"]);

    /// <summary>True when the request only asks what would happen. Other parameters are faults, and so is any other value.</summary>
    public static bool Read(HttpRequest request, ICollection<Fault> faults)
    {
        var query = new QueryReader(request.Query);
        var asked = query.OneOf(Name, Parameter.Values!);
        query.Close();
        foreach (var fault in query.Faults)
        {
            faults.Add(fault);
        }

        return asked == "true";
    }

    /// <summary>Whether the request says that it is a dry run, whatever else is wrong with it.</summary>
    public static bool IsAsked(HttpRequest request) => string.Equals(request.Query[Name], "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Keeps what is suggested a dry run too: whoever only asks must not start something by taking advice.</summary>
    public static Refusal Keep(HttpRequest request, Refusal refusal) =>
        IsAsked(request) && refusal.Suggestion is { Method: "POST" } suggestion && !suggestion.Path.Contains('?', StringComparison.Ordinal)
            ? refusal with { Suggestion = suggestion with { Path = $"{suggestion.Path}?{Name}=true" } }
            : refusal;
}
