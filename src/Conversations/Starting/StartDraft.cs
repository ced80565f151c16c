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
internal sealed record StartDraft
{
    /// <summary>One of <see cref="StartTypes.All"/>.</summary>
    public string? Type { get; init; }

    public PartyName? Agent { get; init; }

    public PartyName? Visitor { get; init; }

    public string? SiteId { get; init; }

    public string? Subject { get; init; }

    public string? WrapUpCode { get; init; }

    public string? ExternalTag { get; init; }

    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>Of a cobrowse session only.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>Of a cobrowse session only.</summary>
    public IReadOnlyList<string>? Capabilities { get; init; }

    /// <summary>Of a call or message only.</summary>
    public string? Direction { get; init; }

    /// <summary>Of a call or message only: the system on which it takes place.</summary>
    public string? Provider { get; init; }

    /// <summary>Of a message only.</summary>
    public string? MessageType { get; init; }

    /// <summary>The same as a request of another type: without what that type has not.</summary>
    public StartDraft As(string type) => this with
    {
        Type = type,
        WaitSeconds = type == StartTypes.Cobrowse ? WaitSeconds : null,
        Capabilities = type == StartTypes.Cobrowse ? Capabilities : null,
        Direction = type == StartTypes.Cobrowse ? null : Direction,
        Provider = type == StartTypes.Cobrowse ? null : Provider,
        MessageType = type == StartTypes.Message ? MessageType : null,
    };
}

/// <summary>One way of writing a request to start.</summary>
/// <param name="Read">Reads strictly; faults go to the reader.</param>
/// <param name="Write">Writes a draft so that <paramref name="Read"/> gives it back.</param>
/// <param name="Types">The types that can be started this way.</param>
internal sealed record StartForm(
    string Path, IReadOnlyList<string> Types, Func<BodyReader, Caller, StartDraft> Read, Func<StartDraft, JsonObject> Write);
