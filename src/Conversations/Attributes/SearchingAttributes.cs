using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel.Json;
using Pillion.Storage;

namespace Pillion.Conversations.Attributes;

/// <summary>
/// POST /api/v2/conversations/participants/attributes/search: conversations, live and ended, by the attributes of their
/// participants. One attribute's exact value, and ids, are looked up; for anything else conversations are looked
/// through, a bounded number for each answer.
/// </summary>
internal sealed class SearchingAttributes(IStore store, ConversationLog log)
{
    /// <summary>Results of one answer.</summary>
    public const int Page = 50;

    /// <summary>Conversations that are looked at for one answer.</summary>
    public const int MostLooked = 1000;

    private const int Batch = 100;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/v2/conversations/participants/attributes/search", (HttpContext context, SearchingAttributes searching) => searching.SearchAsync(context))
        .RequireScopes(Scopes.ConversationRead)
        .WithName("postConversationsParticipantsAttributesSearch")
        .WithTags("Conversations")
        .WithSummary("Search conversations, live and ended, by attributes of their participants")
        .WithExample("By a ticket's key", """{ "query": [ { "type": "EXACT", "fields": [ "ticket" ], "value": "T-17" } ] }""")
        .Accepts<ConversationParticipantSearchRequest>("application/json")
        .Produces<JsonCursorSearchResponse>();

    private async Task<IResult> SearchAsync(HttpContext context)
    {
        SearchCursor? cursor = null;
        var search = await StrictBody.ReadAsync(context, body =>
        {
            var read = Search.Read(body);
            cursor = read.Cursor is null ? null : SearchCursor.Read(read.Cursor, read);
            if (read.Cursor is not null && cursor is null && body.Faults.Count == 0)
            {
                body.Refuse("cursor", "invalid.cursor", "This is not the cursor of an answer to this very query. Leave it out to begin again.");
            }

            return read;
        });
        if (search.Refused)
        {
            return search.Refusal.ToResult();
        }

        var (found, next) = await SearchAsync(search.Value, cursor, context.RequestAborted);
        var answer = JsonSerializer.SerializeToNode(
            new JsonCursorSearchResponse(["participant_attributes"], found.Select(SearchRow.Of).ToList(), next?.Write(search.Value)), Wire.Options)!;
        foreach (var row in answer["results"]!.AsArray())
        {
            Keep(row!.AsObject(), search.Value.Fields);
        }

        return Results.Json(answer, Wire.Options);
    }

    private async Task<(List<ConversationState> Found, SearchCursor? Next)> SearchAsync(Search search, SearchCursor? cursor, CancellationToken cancellation)
    {
        var (found, looked, seen) = (new List<ConversationState>(), 0, new HashSet<string>(StringComparer.Ordinal));
        var (at, total) = (cursor?.Looked ?? 0, cursor?.Total);
        while (true)
        {
            var (ids, now) = await CandidatesAsync(search, at + (search.NewestFirst ? Added(total, await CountAsync(search, cancellation)) : 0), cancellation);
            total ??= now;
            foreach (var id in ids)
            {
                if (found.Count == Page || looked == MostLooked)
                {
                    return (found, new SearchCursor(at, total.Value));
                }

                (at, looked) = (at + 1, looked + 1);
                if (seen.Add(id) && await log.FindAsync(id, cancellation) is { } state && Criterion.AllMatch(search.Criteria, state))
                {
                    found.Add(state);
                }
            }

            if (ids.Count < Batch)
            {
                return (found, null);
            }
        }
    }

    // What began after the search did stands before what has been looked at already.
    private static int Added(long? total, long now) => (int)Math.Clamp(now - (total ?? now), 0, int.MaxValue / 2);

    private async ValueTask<long> CountAsync(Search search, CancellationToken cancellation) =>
        ByIds(search) is not null ? 0 : (await store.ListAsync<AttributeEntry>(Query(search, 0) with { Take = 1 }, cancellation)).Total;

    // A full batch says that there may be more.
    private async ValueTask<(IReadOnlyList<string> Ids, long Total)> CandidatesAsync(Search search, int skip, CancellationToken cancellation)
    {
        if (ByIds(search) is { } ids)
        {
            var known = ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (search.NewestFirst)
            {
                known.Reverse();
            }

            return (known.Skip(skip).Take(Batch).ToList(), 0);
        }

        var page = await store.ListAsync<AttributeEntry>(Query(search, skip), cancellation);
        return (page.Items.Select(item => item.Value.ConversationId).ToList(), page.Total);
    }

    private static DocumentQuery Query(Search search, int skip) => Needed(search)
        .Where(criterion => criterion.Values.Count == 1 && Criterion.AttributeOf(criterion.Fields[0]) is not null)
        .Select(criterion => new DocumentQuery(
            AttributeIndex.Attributes,
            AttributeIndex.Group(Criterion.AttributeOf(criterion.Fields[0])!, criterion.Values[0]),
            search.NewestFirst,
            skip,
            Batch))
        .FirstOrDefault() ?? new DocumentQuery(AttributeIndex.Conversations, null, search.NewestFirst, skip, Batch);

    private static IReadOnlyList<string>? ByIds(Search search) =>
        Needed(search).FirstOrDefault(criterion => criterion.Fields[0] == Criterion.ConversationId)?.Values;

    // Criteria without which nothing is found, and which name what they want.
    private static IEnumerable<Criterion> Needed(Search search) => search.Criteria.Skip(1).Any(criterion => criterion.Operator == "OR")
        ? []
        : search.Criteria.Where(criterion => criterion is { IsExact: true, Operator: not "NOT", Fields.Count: 1, Values.Count: > 0 });

    private static void Keep(JsonObject row, IReadOnlyList<string> fields)
    {
        foreach (var name in row.Select(field => field.Key).Except(fields).ToList())
        {
            row.Remove(name);
        }
    }
}
