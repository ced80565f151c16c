using CsCheck;
using Pillion.Kernel;
using Pillion.Notifications.Sockets;
using Pillion.Notifications.Tests.Hosting;
using Pillion.Notifications.Topics;

namespace Pillion.Notifications.Tests.Topics;

public sealed class TopicExpressionTests
{
    private static readonly Gen<string> AnId = Gen.Byte.Array[16].Select(bytes => new Guid(bytes).ToString("D"));
    private static readonly Gen<TopicKind> AKind = Gen.Int[0, TopicCatalog.All.Count - 1].Select(index => TopicCatalog.All[index]);

    private static readonly Gen<string> ATopic = Gen.Select(AKind, AnId, Gen.Bool.Array[120], (kind, id, capitals) => Recased(kind.With(id), capitals));

    [Fact]
    public void Every_topic_in_every_case_is_found_by_its_key()
    {
        Gen.Select(AKind, AnId, Gen.Bool.Array[120]).Sample((kind, id, capitals) =>
        {
            var text = Recased(kind.With(id), capitals);
            var topic = Assert.Single(TopicExpression.Parse(text).Topics);
            Assert.Equal(kind, topic.Kind);
            Assert.Equal(kind.Key(kind.Subject == TopicSubject.Channel ? "" : id), topic.Key);
            Assert.Equal(text, topic.Name);
        });
    }

    [Fact]
    public void A_combined_topic_is_the_same_as_its_parts()
    {
        var ends = TopicCatalog.All.Where(kind => kind.Subject == TopicSubject.User).Select(kind => kind.Template["v2.users.{id}.".Length..]).ToArray();
        Gen.Select(AnId, Gen.Int[0, ends.Length - 1].Select(index => ends[index]).Array[1, 6], Gen.Bool.Array[200]).Sample((id, parts, capitals) =>
        {
            var text = Recased($"v2.users.{id}?{string.Join('&', parts)}", capitals);
            if (text.Length > NotificationLimits.LongestTopic)
            {
                return;
            }

            var combined = TopicExpression.Parse(text);
            Assert.Empty(combined.Problems);
            Assert.Equal(parts.Select(part => $"v2.users.{id}.{part}".ToLowerInvariant()), combined.Topics.Select(topic => topic.Key));
            Assert.Equal(combined.Topics.Select(topic => topic.Key).Distinct(), Listeners.Expand([text]).Keys);
        });
    }

    [Fact]
    public void Any_text_is_read_without_failing_and_what_is_proposed_is_a_topic()
    {
        var damaged = Gen.Select(ATopic, Gen.Int[0, 200], Gen.Char, Gen.Int[0, 3], (topic, at, letter, kind) =>
        {
            var index = at % topic.Length;
            return kind switch
            {
                0 => topic.Remove(index, 1),
                1 => topic.Insert(index, $"{letter}"),
                2 => topic[..index],
                _ => topic.Replace('.', letter),
            };
        });
        Gen.OneOf(Gen.String, Gen.String.AlphaNumeric, damaged, Gen.Select(damaged, damaged, (a, b) => $"{a}?{b}&{a}")).Sample(text =>
        {
            var read = TopicExpression.Parse(text, World.Avery);
            Assert.True(read.Topics.Count + read.Problems.Count > 0);
            Assert.All(read.Problems, problem => Assert.True(problem.Nearest is null || TopicExpression.Parse(problem.Nearest).Problems.Count == 0, problem.Nearest));
            Assert.All(read.Topics, topic => Assert.True(topic.Kind.Subject == TopicSubject.Channel || Ids.IsId(topic.Id), topic.Id));
        });
    }

    [Fact]
    public void One_mistyped_letter_in_the_name_is_mended()
    {
        var named = TopicCatalog.All.Where(kind => kind.Subject != TopicSubject.Channel).ToArray();
        Gen.Select(Gen.Int[0, named.Length - 1].Select(index => named[index]), AnId, Gen.Int[0, 200]).Sample((kind, id, at) =>
        {
            var topic = kind.With(id);
            var tail = kind.Template.Split("{id}")[1].Length - 1;
            var index = topic.Length - 1 - (at % tail);
            if (topic[index] == '.')
            {
                return;
            }

            var problem = Assert.Single(TopicExpression.Parse(topic.Remove(index, 1).Insert(index, "q")).Problems);
            Assert.Equal(("unknown.topic", topic), (problem.Code, problem.Nearest));
        });
    }

    [Theory]
    [InlineData("v2.users.{id}.presence", "malformed.id", $"v2.users.{World.Avery}.presence")]
    [InlineData("v2.users.me?presence", "malformed.id", $"v2.users.{World.Avery}.presence")]
    [InlineData("v2.users.ME.conversations.cobrowsesessions", "malformed.id", $"v2.users.{World.Avery}.conversations.cobrowseSessions")]
    [InlineData("v2.users.17.presence", "malformed.id", null)]
    [InlineData("v2.users.avery@example.test.conversations.calls", "malformed.id", null)]
    [InlineData("v2.detail.events.conversation.17.acw", "malformed.id", null)]
    [InlineData("v2.users.me.conversation", "unknown.topic", $"v2.users.{World.Avery}.conversations")]
    [InlineData($"v2.users.{World.Jordan}.routing", "unknown.topic", $"v2.users.{World.Jordan}.routingStatus")]
    [InlineData($"users.{World.Jordan}.presence", "unknown.topic", $"v2.users.{World.Jordan}.presence")]
    [InlineData($"v2.users.{World.Jordan}.conversations.emails", "topic.not.supported", null)]
    [InlineData($"v2.users.{World.Jordan}.ConversationSummary", "topic.not.supported", null)]
    [InlineData($"v2.routing.queues.{World.Jordan}.conversations.cobrowseSessions", "topic.not.supported", null)]
    [InlineData($"v2.detail.events.conversation.{World.Jordan}.acd.start", "topic.not.supported", null)]
    [InlineData("channel.metadat", "unknown.topic", "channel.metadata")]
    [InlineData("v2.users", "unknown.topic", null)]
    [InlineData($" v2.users.{World.Jordan}.presence", "malformed.topic", $"v2.users.{World.Jordan}.presence")]
    [InlineData($"v2.users.{World.Jordan}?presence&", "malformed.topic", null)]
    [InlineData($"v2.users.{World.Jordan}?", "malformed.topic", null)]
    [InlineData($"v2.users.{World.Jordan}?presence&&activity", "malformed.topic", null)]
    [InlineData("", "malformed.topic", null)]
    public void What_is_no_topic_is_explained(string text, string code, string? nearest)
    {
        var problem = Assert.Single(TopicExpression.Parse(text, World.Avery).Problems);
        Assert.Equal((code, nearest), (problem.Code, problem.Nearest));
    }

    private static string Recased(string text, bool[] capitals) =>
        string.Concat(text.Select((letter, index) => capitals[index % capitals.Length] ? char.ToUpperInvariant(letter) : letter));
}
