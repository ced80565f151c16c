using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>Bodies as real clients send them: without a type, with a wrong one, with a byte order mark, too large.</summary>
public sealed class BodyTests : IAsyncLifetime
{
    private const string Good = """{"type":"cobrowse","to":[{"id":"C-7","type":"user"}],"agent":{"email":"avery@pillion.test"}}""";

    private Scene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await Scene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task A_body_of_json_is_read_whatever_its_type_says(string? type) =>
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(Encoding.UTF8.GetBytes(Good), type)).Status);

    [Fact]
    public async Task A_byte_order_mark_is_passed_over() =>
        Assert.Equal(HttpStatusCode.Created, (await SendAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Good)], "application/json")).Status);

    [Fact]
    public async Task Text_that_is_not_utf8_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Good.Replace("C-7", "C?7", StringComparison.Ordinal));
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xFF;

        (await SendAsync(bytes, "application/json")).Expect(HttpStatusCode.BadRequest).Fault("invalid.text");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused() =>
        (await SendAsync(Encoding.UTF8.GetBytes($$"""{"type":"{{new string('x', 300_000)}}"}"""), "application/json"))
            .Expect(HttpStatusCode.RequestEntityTooLarge).Fault("request.entity.too.large");

    private async Task<Answer> SendAsync(byte[] body, string? type)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var response = await _scene.App.Http.PostAsync("/api/v2/conversations/cobrowse", content, TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers);
    }
}
