using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pillion.Http;
using Pillion.Notifications.Topics;

namespace Pillion.Notifications.Channels;

/// <summary>A way to hear of changes, as stored. Whoever knows its id may connect, so ids are secrets.</summary>
/// <param name="Token">Fingerprint of the access token with which it was opened.</param>
/// <param name="Login">That of the token with which it was opened or, since then, last subscribed. It ends with that login.</param>
/// <param name="Scopes">What the token that last subscribed to something allows; requests over the socket have no token.</param>
/// <param name="LastUsed">When it was last opened, connected, left or subscribed.</param>
/// <param name="Authorized">When an access token last came with a request for it.</param>
/// <param name="Topics">Subscriptions as they were spelled.</param>
internal sealed record Channel(
    string Id,
    string ClientId,
    string? UserId,
    string Token,
    string? Login,
    IReadOnlyList<string> Scopes,
    DateTimeOffset Created,
    DateTimeOffset LastUsed,
    DateTimeOffset Authorized,
    DateTimeOffset Expires,
    IReadOnlyList<string> Topics)
{
    /// <summary>Kind of the documents.</summary>
    public const string Kind = "notification-channel";

    // 40 of 36 characters are 206 bits, and the vendor's clients know a channel by this beginning.
    private const string Prefix = "streaming-0-";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int RandomLength = 40;

    /// <summary>Whose channel it is: a user's with one client, or a client's by itself.</summary>
    public string Owner => OwnerOf(ClientId, UserId);

    /// <summary>Who asks over its socket.</summary>
    public Subscriber Subscriber => new(ClientId, UserId, Scopes.ToHashSet(StringComparer.Ordinal));

    public static string OwnerOf(string clientId, string? userId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{clientId}\n{userId}")));

    public static string NewId() => Prefix + RandomNumberGenerator.GetString(Alphabet, RandomLength);

    /// <summary>Tells tokens apart without keeping them.</summary>
    public static string Fingerprint(HttpRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())));

    public static Channel Open(Caller caller, string token, DateTimeOffset now) => new(
        NewId(), caller.ClientId, caller.UserId, token, caller.Login, Sorted(caller), now, now, now, now + NotificationLimits.ChannelLife, []);

    public bool BelongsTo(Caller caller) => ClientId == caller.ClientId && UserId == caller.UserId;

    /// <summary>With other subscriptions, and a life that begins anew.</summary>
    /// <param name="caller">Null when it came over the socket.</param>
    public Channel Subscribe(IReadOnlyList<string> topics, Caller? caller, DateTimeOffset now)
    {
        var authorized = caller is null ? Authorized : now;
        var latest = authorized + NotificationLimits.LifeWithoutToken;
        var expires = now + NotificationLimits.ChannelLife;
        return this with
        {
            Topics = topics,
            Login = caller is null ? Login : caller.Login,
            Scopes = caller is null ? Scopes : Sorted(caller),
            LastUsed = now,
            Authorized = authorized,
            Expires = expires < latest ? expires : latest,
        };
    }

    private static List<string> Sorted(Caller caller) => caller.Scopes.Order(StringComparer.Ordinal).ToList();
}
