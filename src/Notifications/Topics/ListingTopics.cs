using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Notifications.Topics;

/// <summary><c>GET /api/v2/notifications/availabletopics</c></summary>
internal static class ListingTopics
{
    private static readonly string[] Expansions =
    [
        "description", "enforced", "schema", "visibility", "transports", "publicApiTemplateUriPaths", "requiresPermissions", "permissionDetails",
        "topicParameters",
    ];

    /// <param name="RequiresCurrentUserOrPermission">True when a user may listen to topics of their own only.</param>
    internal sealed record AvailableTopic(
        string Id,
        bool RequiresCurrentUserOrPermission,
        string? Description,
        bool? Enforced,
        JsonObject? Schema,
        string? Visibility,
        IReadOnlyList<string>? Transports,
        IReadOnlyList<string>? PublicApiTemplateUriPaths,
        IReadOnlyList<string>? RequiresPermissions,
        IReadOnlyList<PermissionDetail>? PermissionDetails,
        IReadOnlyList<string>? TopicParameters);

    internal sealed record PermissionDetail(string Type, IReadOnlyList<string> Permissions, bool AllowsCurrentUser, bool Enforced);

    internal sealed record AvailableTopicEntityListing(IReadOnlyList<AvailableTopic> Entities);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/v2/notifications/availabletopics", List)
        .RequireToken()
        .TakesQuery(
            new QueryParameter("expand", "Fields to add to each topic.", Expansions, Many: true),
            new QueryParameter("includePreview", "Taken for the vendor's SDKs; no topic here is a preview.", ["true", "false"]))
        .WithName("getNotificationsAvailabletopics")
        .WithTags("Notifications")
        .WithSummary("The topics that there are.")
        .Produces<AvailableTopicEntityListing>();

    private static IResult List(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query);
        var expand = query.Many("expand");
        query.OneOf("includePreview", ["true", "false"]);
        query.Close();
        var unknown = expand
            .Where(name => !Expansions.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(name =>
            {
                var nearest = Nearest.To(name, Expansions);
                var hint = nearest is null ? $" It takes {string.Join(", ", Expansions)}." : $" Did you mean {nearest}?";
                return new Fault("invalid.query.param.value", $"`expand` does not know this.{hint}", "query:expand", name, Expansions, nearest);
            });
        List<Fault> faults = [.. query.Faults, .. unknown.Take(NotificationLimits.FaultsListed)];
        if (faults.Count > 0)
        {
            return Refusal.Of(faults).ToResult();
        }

        var fields = expand.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Results.Ok(new AvailableTopicEntityListing(TopicCatalog.All.Select(kind => Describe(kind, fields)).ToList()));
    }

    private static AvailableTopic Describe(TopicKind kind, HashSet<string> fields)
    {
        IReadOnlyList<string> scopes = kind.Scope is null ? [] : [kind.Scope];
        var ofUser = kind.Subject == TopicSubject.User;
        return new AvailableTopic(
            kind.Template,
            ofUser,
            fields.Contains("description") ? kind.Description : null,
            fields.Contains("enforced") ? true : null,
            fields.Contains("schema") ? Schema(kind) : null,
            fields.Contains("visibility") ? "Public" : null,
            fields.Contains("transports") ? ["Websocket"] : null,
            fields.Contains("publicApiTemplateUriPaths") ? kind.Uris : null,
            fields.Contains("requiresPermissions") ? scopes : null,
            fields.Contains("permissionDetails") ? [new PermissionDetail("requiresPermissions", scopes, ofUser, true)] : null,
            fields.Contains("topicParameters") ? (kind.Subject == TopicSubject.Channel ? [] : ["id"]) : null);
    }

    private static JsonObject Schema(TopicKind kind) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(kind.Fields.Select(field =>
            KeyValuePair.Create(field.Key, (JsonNode?)new JsonObject { ["type"] = field.Value }))),
    };
}
