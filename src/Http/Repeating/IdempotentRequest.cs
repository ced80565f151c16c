using Microsoft.AspNetCore.Http;

namespace Pillion.Http;

/// <summary>
/// A request that carries an <c>Idempotency-Key</c>. An operation that makes something puts <paramref name="Id"/> into
/// the very commit that makes it, so that a repeated request finds it even when the server died before it answered.
/// </summary>
/// <param name="Id">The key, made unique among callers.</param>
/// <param name="Fingerprint">Of the request: the same for a repeated one only.</param>
/// <param name="Made">The id of what an earlier request with this key has made; the operation answers with that.</param>
public sealed record IdempotentRequest(string Id, string Fingerprint, string? Made)
{
    /// <summary>The one of a request; null when it has no key.</summary>
    public static IdempotentRequest? Of(HttpContext context) => context.Features.Get<IdempotentRequest>();
}
