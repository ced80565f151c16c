using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.Reading;

namespace Pillion.Conversations.Media;

/// <summary>A medium that has operations of its own below a path of its own.</summary>
/// <param name="Operation">How the vendor's operation ids call one of it.</param>
/// <param name="Article">One of it, in a sentence.</param>
/// <param name="Retired">True when all of its operations but the two that read are deprecated.</param>
internal sealed record Medium(CommunicationKind Kind, string Operation, string Article, bool Retired)
{
    public static IReadOnlyList<Medium> All { get; } =
    [
        new(CommunicationKind.Cobrowse, "Cobrowsesession", "a cobrowse session", true),
        new(CommunicationKind.Call, "Call", "a call", false),
        new(CommunicationKind.Message, "Message", "a message", false),
    ];

    /// <summary>What it is called without an article.</summary>
    public string Name => Article[2..];

    public string Path => $"/api/v2/conversations/{MediaViews.Segment(Kind)}";

    public static Medium Of(CommunicationKind kind) => All.First(medium => medium.Kind == kind);
}
