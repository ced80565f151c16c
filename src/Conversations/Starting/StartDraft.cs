using System.Text.Json.Nodes;
using Pillion.Http;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Starting;

/// <summary>By what a party is named.</summary>
internal enum NameKind
{
    /// <summary>Whatever <c>userId</c> takes.</summary>
    Any,
    ExternalId,
    Email,
    JoinCode,
}

/// <summary>A party as the caller named it.</summary>
/// <param name="Pointer">Where in the request the name stands.</param>
internal sealed record PartyName(NameKind Kind, string Value, string Pointer);

/// <summary>
/// A request to start, whichever of the two forms it came in: well-formed as far as it goes, but nothing in it is
/// looked up yet. What is null was absent or faulty.
/// </summary>
internal sealed record StartDraft(
    PartyName? Agent,
    PartyName? Visitor,
    string? SiteId,
    string? Subject,
    string? WrapUpCode,
    int? WaitSeconds,
    string? ExternalTag,
    IReadOnlyDictionary<string, string>? Attributes,
    IReadOnlyList<string>? Capabilities);

/// <summary>One way of writing a request to start.</summary>
/// <param name="Read">Reads strictly; faults go to the reader.</param>
/// <param name="Write">Writes a draft so that <paramref name="Read"/> gives it back.</param>
internal sealed record StartForm(string Path, Func<BodyReader, Caller, StartDraft> Read, Func<StartDraft, JsonObject> Write);
