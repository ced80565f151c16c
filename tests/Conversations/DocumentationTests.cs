using System.Globalization;
using System.Text.RegularExpressions;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>The pages on conversations say what the code does.</summary>
public sealed partial class DocumentationTests
{
    [Theory]
    [InlineData("docs/api/conversations.md", 14)]
    [InlineData("docs/api/conversation-lifecycle.md", 2)]
    public async Task The_requests_on_a_page_work(string page, int least)
    {
        await using var app = await App.StartAsync("Development", "Resolved", "Needs follow-up");
        app.Sites.Add("dev");
        app.Agents.Add("Avery Moss", "agent@example.test");
        string conversation = "", agent = "", call = "";
        var requests = Request().Matches(Read(page));
        foreach (Match request in requests)
        {
            var path = request.Groups["path"].Value
                .Replace("{conversationId}", conversation, StringComparison.Ordinal)
                .Replace("{callId}", call, StringComparison.Ordinal)
                .Replace("{participantId}", agent, StringComparison.Ordinal);
            var body = request.Groups["body"].Value.Trim();
            var headers = request.Groups["header"] is { Success: true, Value: var header } ? new[] { (header, request.Groups["value"].Value.Trim()) } : [];

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

            call = status == "201" && answer.At("conversation.participants.0.calls") is not null ? answer["id"]! : call;
        }

        Assert.InRange(requests.Count, least, 100);
    }

    [Theory]
    [InlineData(1, "registered")]
    [InlineData(2, "waiting")]
    [InlineData(2, "offered")]
    [InlineData(2, "offered beside")]
    [InlineData(3, "accepted")]
    [InlineData(3, "accepted beside")]
    [InlineData(4, "declined")]
    [InlineData(4, "disconnected beside")]
    public async Task The_table_of_states_says_what_is_answered(int column, string state)
    {
        var rows = Read("docs/api/conversation-lifecycle.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("## What is answered", StringComparison.Ordinal))
            .TakeWhile(line => !line.StartsWith("## What ends", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .ToList();
        await using var scene = await Scene.OpenAsync();
        foreach (var row in rows)
        {
            var conversation = await BringAsync(scene, state);
            var (method, path, body) = RequestOf(row[0], conversation);

            var answer = await scene.App.SendAsync(method, path, body);

            Assert.True(row[column].StartsWith($"{(int)answer.Status}", StringComparison.Ordinal), $"{state}: {row[0]} is said to answer {row[column]}; it answers {(int)answer.Status} {answer.Text}");
            Assert.Equal(row[column].Contains("a request that", StringComparison.Ordinal), (int)answer.Status >= 400 && answer.At("suggestion") is not null);
            Assert.True((int)answer.Status < 400 || row[column].Contains($"`{answer["code"]}`", StringComparison.Ordinal), answer.Text);
            var live = (await scene.ReadAsync(conversation)).At("endTime") is null;
            Assert.Equal(column < 4 && !row[column].Contains("it ends", StringComparison.Ordinal), live);
        }

        Assert.Equal(11, rows.Count);
    }

    private static (string Method, string Path, string? Body) RequestOf(string cell, Started conversation)
    {
        var code = cell.Split('`', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var path = code[0].Split(' ')[1]
            .Replace("…", conversation.Path, StringComparison.Ordinal)
            .Replace("{conversationId}", conversation.Id, StringComparison.Ordinal)
            .Replace("{agent}", conversation.AgentParticipant, StringComparison.Ordinal)
            .Replace("{visitor}", conversation.VisitorParticipant, StringComparison.Ordinal);
        return (code[0].Split(' ')[0], path, code.ElementAtOrDefault(1));
    }

    private static async Task<Started> BringAsync(Scene scene, string state)
    {
        if (state == "waiting")
        {
            scene.App.Visitors.Leave(scene.Robin);
        }

        var beside = state.EndsWith("beside", StringComparison.Ordinal);
        var started = state == "registered" ? await scene.RegisterAsync()
            : beside ? await scene.CobrowseAsync(await scene.RegisterAsync())
            : await scene.StartAsync();
        switch (state.Split(' ')[0])
        {
            case "accepted":
                await scene.ReportAsync(started.Accepted);
                break;
            case "declined":
                await scene.ReportAsync(started.Closed("declined"));
                break;
            case "disconnected":
                await scene.App.PostAsync($"{started.Path}/disconnect");
                break;
            default:
                break;
        }

        return started;
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

    [GeneratedRegex("```http\\n(?<method>[A-Z]+) (?<path>\\S+)\\n((?<header>[A-Za-z-]+): (?<value>.*)\\n)?(?<body>((?!```)[\\s\\S])*)```", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Request();
}
