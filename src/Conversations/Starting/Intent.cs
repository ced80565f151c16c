using System.Globalization;
using System.Text.Json;
using Pillion.Contracts;
using Pillion.Conversations.Changing;
using Pillion.Conversations.Lifecycle;
using Pillion.Kernel;

namespace Pillion.Conversations.Starting;

/// <summary>A party as far as it can be guessed.</summary>
/// <param name="Role"><c>agent</c>, <c>user</c>, or null when nothing says it.</param>
internal sealed record GuessedParty(string? Role, NameKind Kind, string Value);

/// <summary>
/// What the sender of a faulty request seems to want. Reads names and words as people write them, in any order, and
/// passes over what it can't make sense of; nothing is served from it without going through the strict check.
/// </summary>
internal sealed class Intent
{
    private const int MostParties = 10;
    private const int MostMembers = 200;
    private const int DeepestParty = 3;

    private readonly List<GuessedParty> _parties = [];

    public IReadOnlyList<GuessedParty> Parties => _parties;

    public StartDraft Options { get; private set; } = new();

    public static Intent Read(JsonElement body)
    {
        var intent = new Intent();
        if (body.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in body.EnumerateObject().Take(MostMembers))
            {
                intent.ReadMember(member);
            }
        }

        return intent;
    }

    private void ReadMember(JsonProperty member)
    {
        var value = member.Value;
        switch (Meant(member.Name, StartAliases.OfIntent))
        {
            case "participants":
                ReadParties(value, null, NameKind.Any);
                break;
            case "agent":
                ReadParties(value, "agent", NameKind.Any);
                break;
            case "visitor":
                ReadParties(value, "user", NameKind.Any);
                break;
            case "email":
                ReadParties(value, "user", NameKind.Email);
                break;
            case "externalId":
                ReadParties(value, "user", NameKind.ExternalId);
                break;
            case "joinCode":
                ReadParties(value, "user", NameKind.JoinCode);
                break;
            case "type":
                ReadType(value);
                break;
            case "siteId":
                Options = Options with { SiteId = Text(value, StartOptions.LongestName) ?? Options.SiteId };
                break;
            case "subject":
                Options = Options with { Subject = Text(value, StartOptions.LongestSubject) ?? Options.Subject };
                break;
            case "wrapUpCode":
                Options = Options with { WrapUpCode = Text(Inner(value, "code", "id", "name"), StartOptions.LongestName) ?? Options.WrapUpCode };
                break;
            case "waitSeconds":
                Options = Options with { WaitSeconds = Seconds(value) ?? Options.WaitSeconds };
                break;
            case "externalTag":
                Options = Options with { ExternalTag = Text(value, StartOptions.LongestName) ?? Options.ExternalTag };
                break;
            case "attributes":
                Options = Options with { Attributes = Texts(value) ?? Options.Attributes };
                break;
            case "capabilities":
                Options = Options with { Capabilities = Accepted(value) ?? Options.Capabilities };
                break;
            case "direction":
                Options = Options with { Direction = Near(value, StartOptions.Directions) ?? Options.Direction };
                break;
            case "provider":
                Options = Options with { Provider = Text(value, StartOptions.LongestProvider) ?? Options.Provider };
                break;
            case "messageType":
                Options = Options with { MessageType = Near(value, StartTypes.Messengers) ?? Options.MessageType };
                break;
            default:
                break;
        }
    }

    // "sms" says two things at once.
    private void ReadType(JsonElement value)
    {
        if (Text(value, StartOptions.LongestName) is { } word)
        {
            Options = Options with { Type = StartTypes.Meant(word) ?? Options.Type, MessageType = Options.MessageType ?? StartTypes.Messenger(word) };
        }
    }

    private void ReadParties(JsonElement value, string? role, NameKind kind, int depth = 0)
    {
        if (value.ValueKind == JsonValueKind.Array && depth < DeepestParty)
        {
            foreach (var item in value.EnumerateArray().Take(MostParties))
            {
                ReadParties(item, role, kind, depth + 1);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object && depth < DeepestParty && role is null && ByRole(value) is { } named)
        {
            foreach (var (word, party) in named)
            {
                ReadParties(party, word, kind, depth + 1);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object && depth < DeepestParty)
        {
            ReadParty(value, role, depth + 1);
        }
        else if (Text(value, StartOptions.LongestName) is { } name)
        {
            Add(new GuessedParty(role, kind, name));
        }
    }

    // {"agent": ..., "customer": ...}: the roles as names of the fields.
    private static List<(string Role, JsonElement Party)>? ByRole(JsonElement value)
    {
        var named = value.EnumerateObject()
            .Take(MostMembers)
            .Select(member => (Role: StartAliases.Roles.GetValueOrDefault(member.Name) ?? "", Party: member.Value))
            .Where(member => member.Role is "agent" or "user")
            .ToList();
        return named.DistinctBy(member => member.Role).Count() == 2 ? named : null;
    }

    private void ReadParty(JsonElement party, string? role, int depth)
    {
        var names = new List<(NameKind Kind, JsonElement Value)>();
        NameKind? saidKind = null;
        foreach (var member in party.EnumerateObject().Take(MostMembers))
        {
            // "agentId" inside a participant says both the role and the name.
            role ??= AliasTable.Fold(member.Name).StartsWith("agent", StringComparison.Ordinal) ? "agent" : null;
            switch (Meant(member.Name, StartAliases.OfGuessedParty))
            {
                case "role":
                    var word = Word(member.Value);
                    saidKind = Kind(word) ?? saidKind;
                    role = word is "agent" or "user" ? word : role;
                    break;
                case "userId":
                    names.Add((NameKind.Any, member.Value));
                    break;
                case { } field when Kind(field) is { } kind:
                    names.Add((kind, member.Value));
                    break;
                default:
                    break;
            }
        }

        if (names.Count > 0)
        {
            var (kind, value) = names.MinBy(name => name.Kind);
            ReadParties(value, role, kind == NameKind.Any ? saidKind ?? kind : kind, depth);
        }
    }

    private void Add(GuessedParty party)
    {
        var known = _parties.FindIndex(other => string.Equals(other.Value, party.Value, StringComparison.OrdinalIgnoreCase) && (other.Role == party.Role || other.Role is null || party.Role is null));
        if (known >= 0)
        {
            _parties[known] = _parties[known] with { Role = _parties[known].Role ?? party.Role };
        }
        else if (_parties.Count < MostParties)
        {
            _parties.Add(party);
        }
    }

    private static string? Meant(string name, AliasTable table) =>
        table.TryGetValue(name, out var field) ? field
        : Nearest.To(name, table.Keys) is { } near ? table[near]
        : null;

    private static string? Word(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? Meant(value.GetString()!, StartAliases.Roles) : null;

    private static NameKind? Kind(string? word) => word switch
    {
        "externalId" => NameKind.ExternalId,
        "email" => NameKind.Email,
        "joinCode" => NameKind.JoinCode,
        _ => null,
    };

    private static string? Text(JsonElement value, int longest)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        return text.Length == 0 || text.Length > longest || text.Any(char.IsControl) ? null : text;
    }

    private static string? Near(JsonElement value, IReadOnlyList<string> accepted) =>
        Text(value, StartOptions.LongestName) is { } word ? Nearest.To(word, accepted) : null;

    private static JsonElement Inner(JsonElement value, params string[] names) => value.ValueKind != JsonValueKind.Object
        ? value
        : names.Select(name => value.TryGetProperty(name, out var inner) ? inner : default).FirstOrDefault(inner => inner.ValueKind != JsonValueKind.Undefined);

    private static int? Seconds(JsonElement value)
    {
        var read = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDouble(out var number) ? number : (double?)null,
            JsonValueKind.String => double.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var number) ? number : null,
            _ => null,
        };
        return read is { } seconds && double.IsFinite(seconds) ? (int)Math.Clamp(seconds, 0, StartOptions.LongestWait) : null;
    }

    private static Dictionary<string, string>? Texts(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject().Where(member => member.Name.Length <= 100).Take(Conversation.MostAttributes))
        {
            var text = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => member.Value.GetRawText(),
                _ => null,
            };
            if (text is { Length: <= SettingAttributes.LongestValue })
            {
                texts[member.Name] = text;
            }
        }

        return texts;
    }

    private static List<string>? Accepted(JsonElement value)
    {
        var words = value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Take(50).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
            JsonValueKind.String => value.GetString()!.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Take(50),
            _ => [],
        };
        var accepted = words.Select(word => Nearest.To(word, Capabilities.All)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return accepted.Count == 0 ? null : accepted;
    }
}
