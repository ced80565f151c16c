using System.Globalization;
using System.Text.RegularExpressions;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>The page on conversations says what the code does.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public async Task The_requests_on_the_page_of_conversations_work()
    {
        await using var app = await App.StartAsync("Development", "Resolved", "Needs follow-up");
        app.Sites.Add("dev");
        app.Agents.Add("Avery Moss", "agent@example.test");
        string conversation = "", agent = "";
        var requests = Request().Matches(Read("docs/api/conversations.md"));
        foreach (Match request in requests)
        {
            var path = request.Groups["path"].Value
                .Replace("{conversationId}", conversation, StringComparison.Ordinal)
                .Replace("{participantId}", agent, StringComparison.Ordinal);
            var body = request.Groups["body"].Value.Trim();
            var headers = request.Groups["key"] is { Success: true, Value: var key } ? new[] { ("Idempotency-Key", key.Trim()) } : [];

            var answer = await app.SendAsync(request.Groups["method"].Value, path, body.Length == 0 ? null : body, headers);

            var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
            if (body.Contains("participant_ids", StringComparison.Ordinal))
            {
                Assert.Equal(["invalid.value", "missing.field", "unknown.field"], answer.Codes);
                Assert.NotNull(answer.At("suggestion"));
                continue;
            }

            Assert.True(status[0] == '2', $"{request.Value} was answered with {answer.Text}");
            if (status == "201" && conversation.Length == 0)
            {
                (conversation, agent) = (answer["id"]!, answer["conversation.participants.1.id"]!);
            }
        }

        Assert.InRange(requests.Count, 10, 100);
    }

    private static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Pillion.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder;
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    [GeneratedRegex("```http\\n(?<method>[A-Z]+) (?<path>\\S+)\\n(Idempotency-Key: (?<key>.*)\\n)?(?<body>((?!```)[\\s\\S])*)```", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Request();
}
