using System.Security.Cryptography;
using System.Text;
using Pillion.Conversations.Lifecycle;
using Pillion.Storage;

namespace Pillion.Conversations.Attributes;

/// <summary>
/// Finds conversations by the attributes of their participants: one entry for each conversation that has any, and one
/// for each attribute, in the group of its name and value. Entries stay when the conversation has ended.
/// </summary>
internal static class AttributeIndex
{
    /// <summary>Kind of the entries of conversations; their id is the conversation's.</summary>
    public const string Conversations = "attributedconversation";

    /// <summary>Kind of the entries of attributes; their ids begin with the conversation's.</summary>
    public const string Attributes = "attribute";

    /// <summary>Writes what a change of a conversation has made of its attributes.</summary>
    public static void Put(Commit commit, ConversationState? before, ConversationState after)
    {
        var entry = new AttributeEntry(after.Id);
        if (after.Participants.Any(party => party.Attributes.Count > 0) && before?.Participants.Any(party => party.Attributes.Count > 0) != true)
        {
            commit.Put(Conversations, after.Id, entry);
        }

        foreach (var party in after.Participants)
        {
            var known = before?.Participant(party.Id)?.Attributes;
            foreach (var (name, value) in party.Attributes.Where(pair => known?.GetValueOrDefault(pair.Key) != pair.Value))
            {
                commit.Put(Attributes, $"{after.Id}:{Hash(party.Id, name)}", entry, group: Group(name, value));
            }
        }
    }

    /// <summary>The group of an attribute's name and value. Values are compared without regard to case, as in a search.</summary>
    public static string Group(string name, string value) => Hash(name, value.ToUpperInvariant());

    // Names and values may be long and hold anything.
    private static string Hash(string first, string second) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{first.Length}:{first}{second}")))[..32];
}

/// <summary>Says that a conversation is to be found here.</summary>
internal sealed record AttributeEntry(string ConversationId);
