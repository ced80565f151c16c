namespace Pillion.Identity.Tests;

/// <summary>Sends what a refusal suggests, as it is.</summary>
internal static class Suggested
{
    /// <summary>The answer to the suggested request, which must be a success.</summary>
    public static async Task<Answer> SendAsync(IdentityApp app, Answer refusal, string? token)
    {
        Assert.True((int)refusal.Status is >= 400 and < 500, $"{(int)refusal.Status}: {refusal.Text}");
        var suggestion = refusal.Body["suggestion"];
        Assert.True(suggestion is not null, $"there is no suggestion: {refusal.Text}");
        var answer = await app.SendAsync(
            new HttpMethod(suggestion["method"]!.GetValue<string>()), suggestion["path"]!.GetValue<string>(), suggestion["body"]?.DeepClone(), token);
        Assert.True((int)answer.Status is >= 200 and < 300, $"{suggestion.ToJsonString()} was answered with {answer.Text}");
        return answer;
    }
}
