using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.WrapUpCodes;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Changing;

/// <summary>How to file the conversation.</summary>
/// <param name="Code">Id or exact name of a wrap-up code; can be left out of a provisional one only.</param>
/// <param name="Name">What a client read before it may send back; the code alone decides.</param>
/// <param name="Notes">At most 4000 characters.</param>
/// <param name="Tags">At most 50, of 1 to 100 characters.</param>
/// <param name="DurationSeconds">How long the filing took: 0 to 604800.</param>
/// <param name="EndTime">When it was done; now when left out. ISO 8601; without an offset it is UTC.</param>
/// <param name="Provisional">True when another one will follow.</param>
/// <param name="DisableEndTimeUpdates">True to keep the time of the filing that is there already.</param>
public sealed record WrapupInput(
    string? Code,
    string? Name,
    string? Notes,
    IReadOnlyList<string>? Tags,
    int? DurationSeconds,
    DateTimeOffset? EndTime,
    bool? Provisional,
    bool? DisableEndTimeUpdates)
{
    /// <summary>Characters that the notes may have.</summary>
    public const int LongestNotes = 4000;

    /// <summary>Tags that one filing may have.</summary>
    public const int MostTags = 50;

    /// <summary>Characters that one tag may have.</summary>
    public const int LongestTag = 100;

    private const int LongestSeconds = 7 * 24 * 60 * 60;

    private static readonly AliasTable Names = new(
        ("id", "code"), ("codeId", "code"), ("wrapUpCode", "code"), ("wrapUpCodeId", "code"), ("note", "notes"), ("comment", "notes"), ("tag", "tags"),
        ("duration", "durationSeconds"), ("seconds", "durationSeconds"), ("isProvisional", "provisional"), ("time", "endTime"));

    /// <param name="missing">The code of a refusal for want of a wrap-up code.</param>
    internal static WrapupInput Read(BodyReader body, string missing)
    {
        var provisional = body.Flag("provisional");
        var code = body.Has("code") ? body.Text("code", longest: WrapUpCatalog.LongestName) : null;
        if (!body.Has("code") && provisional != true)
        {
            body.Refuse("code", missing, "`code` is needed here: the id or the exact name of a wrap-up code. Only with `provisional: true` it can come later.");
        }

        var input = new WrapupInput(
            code,
            body.Text("name", longest: WrapUpCatalog.LongestName),
            body.Text("notes", longest: LongestNotes),
            ReadTags(body),
            body.Integer("durationSeconds", 0, LongestSeconds),
            IsoTime.Read(body, "endTime"),
            provisional,
            body.Flag("disableEndTimeUpdates"));
        body.Close(Names);
        return input;
    }

    /// <summary>The wrap-up code that is named; a fault is added when there is none of this name.</summary>
    internal async Task<WrapUpCode?> FindCodeAsync(WrapUpCatalog catalog, string pointer, List<Fault> faults, CancellationToken cancellation)
    {
        if (Code is null)
        {
            return null;
        }

        var found = await catalog.FindAsync(Code, cancellation);
        if (found is null)
        {
            faults.Add(await catalog.UnknownAsync(Code, pointer, cancellation));
        }

        return found;
    }

    /// <summary>Files the conversation for this participant.</summary>
    internal ChooseWrapUp For(string participantId, WrapUpCode? code) => new(
        participantId,
        code is null ? null : new WrapUpRef(code.Id, code.Name),
        Notes,
        new WrapUpDetails(Tags, DurationSeconds, EndTime, Provisional == true, DisableEndTimeUpdates == true));

    private static IReadOnlyList<string>? ReadTags(BodyReader body)
    {
        var tags = body.Texts("tags", 0, MostTags);
        if (tags?.FirstOrDefault(tag => tag.Length is 0 or > LongestTag) is { } odd)
        {
            body.Refuse("tags", "invalid.length", $"Each tag has 1 to {LongestTag} characters; one has {odd.Length}.");
        }

        return tags is { Count: > 0 } ? tags : null;
    }
}
