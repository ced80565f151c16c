using System.Text.Json;
using Pillion.Http;
using Pillion.Http.Errors;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Notifications.Sockets;

/// <summary>The messages that a socket sends besides events, in the vendor's shapes.</summary>
internal static class SocketMessages
{
    private const string Metadata = "channel.metadata";

    private sealed record Note(string TopicName, NoteBody EventBody);

    private sealed record NoteBody(string Message);

    private sealed record SystemNote(string TopicName, string Version, SystemBody EventBody);

    private sealed record SystemBody(string ChannelId, string? SystemTopicType, string? Reason, string? UserId, string OauthClientId, string Message);

    /// <summary>The answer to a message. <c>result</c> is a text in the vendor's answers too.</summary>
    private sealed record Answer(
        string Result, string? Status, string? Message, string? CorrelationId, IReadOnlyList<ErrorItem>? Errors);

    public static ReadOnlyMemory<byte> Heartbeat { get; } = Write(new Note(Metadata, new NoteBody("WebSocket Heartbeat")));

    public static ReadOnlyMemory<byte> Pong { get; } = Write(new Note(Metadata, new NoteBody("pong")));

    /// <summary>The socket will be closed: the channel expires, its token was revoked, or the server stops.</summary>
    public static ReadOnlyMemory<byte> Closing(Channels.Channel channel, string message) => Write(new SystemNote(
        "v2.system.socket_closing", "2", new SystemBody(channel.Id, null, null, channel.UserId, channel.ClientId, message)));

    /// <summary>Another socket has connected to the channel.</summary>
    public static ReadOnlyMemory<byte> Replaced(Channels.Channel channel) => Write(new SystemNote(
        "v2.system.no_longer_subscribed",
        "2",
        new SystemBody(
            channel.Id,
            "no_longer_subscribed",
            "another_channel_subscribed",
            channel.UserId,
            channel.ClientId,
            "Another socket has connected to this channel; this one gets no more events.")));

    public static ReadOnlyMemory<byte> Done(string status, string? correlationId) => Write(new Answer("200", status, null, correlationId, null));

    /// <summary>The channel is no longer there.</summary>
    public static ReadOnlyMemory<byte> Gone(string? correlationId) => Write(new Answer(
        "404", "failure", "This channel has expired or was dropped for a newer one. Open another one.", correlationId, null));

    /// <param name="status"><c>error</c> for a message that can't be read, <c>failure</c> for one that can't be served.</param>
    public static ReadOnlyMemory<byte> Refused(Refusal refusal, string status, string? correlationId) => Write(new Answer(
        "400",
        status,
        refusal.Message,
        correlationId,
        refusal.Faults
            .Select(fault => new ErrorItem(fault.Message, fault.Code, refusal.Status, fault.Pointer, fault.Found, fault.Expected, fault.Nearest, ErrorCatalog.Page(fault.Code)))
            .ToList()));

    private static ReadOnlyMemory<byte> Write<T>(T message) => JsonSerializer.SerializeToUtf8Bytes(message, Wire.Options);
}
