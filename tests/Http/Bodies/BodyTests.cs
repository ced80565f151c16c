using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests.Bodies;

/// <summary>Bodies as real clients send them, and what is said about those that can't be read.</summary>
public sealed class BodyTests(SharedHost shared) : IAsyncLifetime
{
    private const string Codes = "/api/v2/routing/wrapupcodes";

    private readonly Host _host = shared.Host;
    private string _token = "";

    public async ValueTask InitializeAsync() => _token = await _host.TokenAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("application/json;charset=\"utf-8\"")]
    [InlineData("application/vnd.acme+json")]
    [InlineData("text/plain")]
    [InlineData("text/plain; charset=us-ascii")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    [InlineData("nonsense")]
    public async Task Bytes_that_are_json_are_read_whatever_their_type_says(string? type) =>
        (await SendAsync($$"""{"name":"{{Guid.CreateVersion7()}}"}""", type)).Expect(200);

    [Theory]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("text/plain; charset=utf-16")]
    public async Task Other_charsets_are_refused_by_name(string type)
    {
        var fault = (await SendAsync("""{"name":"x"}""", type)).Expect(415, "unsupported.charset").Fault;

        Assert.Equal("header:Content-Type", fault["pointer"]!.GetValue<string>());
        Assert.Equal("utf-8", fault["nearest"]!.GetValue<string>());
    }

    [Fact]
    public async Task Utf16_is_known_by_its_bytes()
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, new UnicodeEncoding(bigEndian: false, byteOrderMark: false) })
        {
            (await SendAsync([.. encoding.GetPreamble(), .. encoding.GetBytes("""{"name":"x"}""")], "application/json")).Expect(415, "unsupported.charset");
        }
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over() =>
        (await SendAsync([0xEF, 0xBB, 0xBF, .. """{"name":"marked"}"""u8], "application/json")).Expect(200);

    [Fact]
    public async Task A_real_form_is_answered_with_the_json_of_its_fields()
    {
        var refused = (await SendAsync("name=From+a+form&description=a%26b", "application/x-www-form-urlencoded")).Expect(415, "unsupported.media.type");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"name":"From a form","description":"a&b"}"""), refused["suggestion"]!["body"]));
        await FollowAsync(refused, 200);
    }

    [Fact]
    public async Task A_form_without_its_type_is_known_by_its_looks() =>
        await FollowAsync((await SendAsync("name=Plain", "text/plain")).Expect(415, "unsupported.media.type"), 200);

    [Fact]
    public async Task Fields_with_brackets_become_objects_and_lists()
    {
        var refused = (await SendAsync(
            "to[0][id]=robin@example.test&to[0][type]=email&agent[email]=agent@example.test&waitSeconds=60",
            "application/x-www-form-urlencoded",
            "/api/v2/conversations/cobrowse")).Expect(415);

        await FollowAsync(refused, 201);
    }

    [Fact]
    public async Task A_multipart_form_is_read_too()
    {
        using var form = new MultipartFormDataContent { { new StringContent("From parts"), "name" } };
        var refused = (await _host.SendAsync("POST", Codes, form, Host.Bearer(_token))).Expect(415, "unsupported.media.type");

        await FollowAsync(refused, 200);
    }

    [Theory]
    [InlineData("<name>x</name>", "application/xml")]
    [InlineData("--x--", "multipart/form-data; boundary=y")]
    [InlineData("--x", "multipart/form-data")]
    [InlineData("a[[[=1&a=2&=&&", "application/x-www-form-urlencoded")]
    public async Task What_is_no_json_and_says_so_is_refused(string body, string type) =>
        (await SendAsync(body, type)).Expect(415, "unsupported.media.type");

    [Theory]
    [InlineData("{ 'name': 'Single', }", "line 1, column 3 (byte 2)", true)]
    [InlineData("{\n  \u201cname\u201d: \u201cCurly\u201d }", "line 2, column 3 (byte 4)", true)]
    [InlineData("{\"name\":\"é\", \"description\": None}", "line 1, column 29 (byte 29)", true)]
    [InlineData("{name: \"Bare\"}", "line 1, column 2 (byte 1)", true)]
    [InlineData("{\"name\": \"Trailing\",}", "line 1, column 20 (byte 19)", true)]
    [InlineData("{\"name\": \"Comment\"} // done", "line 1, column 21 (byte 20)", true)]
    [InlineData("{\"name\": NaN}", "line 1, column 10 (byte 9)", false)]
    [InlineData("{\"name\": \"a\"}\n{\"name\": \"b\"}", "line 2, column 1 (byte 14)", false)]
    [InlineData("{\"name\": \"Cut", "line 1, column 10 (byte 9)", false)]
    public async Task Broken_json_is_answered_with_the_place_and_where_it_is_plain_the_repair(string body, string place, bool repaired)
    {
        var refused = (await SendAsync(body, "application/json")).Expect(400, "invalid.json");

        Assert.Contains(place, refused["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(refused.Fault["found"]!.GetValue<string>()));
        Assert.Equal(repaired, refused["suggestion"] is not null);
        if (repaired)
        {
            await FollowAsync(refused, 200);
        }
    }

    [Fact]
    public async Task A_body_that_was_encoded_twice_is_unwrapped() =>
        await FollowAsync((await SendAsync(""" "{\"name\":\"Twice\"}" """, "application/json")).Expect(400, "invalid.type"), 200);

    [Fact]
    public async Task The_size_of_a_body_is_bounded_to_the_byte()
    {
        string OfSize(int bytes) => $$"""{"name":"{{new string('x', bytes - 11)}}"}""";

        (await SendAsync(OfSize(RequestBody.LargestBody), "application/json")).Expect(400, "invalid.length");
        (await SendAsync(OfSize(RequestBody.LargestBody + 1), "application/json")).Expect(413, "request.entity.too.large");
    }

    [Fact]
    public async Task The_depth_of_a_body_is_bounded_to_the_level()
    {
        string OfDepth(int levels) => $$"""{"name":{{new string('[', levels - 1)}}{{new string(']', levels - 1)}}}""";

        (await SendAsync(OfDepth(RequestBody.DeepestNesting), "application/json")).Expect(400, "invalid.type");
        (await SendAsync(OfDepth(RequestBody.DeepestNesting + 1), "application/json")).Expect(400, "json.too.deep");
        (await SendAsync(OfDepth(100_000), "application/json")).Expect(400, "json.too.deep");
        (await SendAsync(new string('[', 200_000), "application/json")).Expect(400);
    }

    [Fact]
    public async Task A_packed_body_is_unpacked_within_the_same_bounds()
    {
        (await SendAsync(Pack("""{"name":"packed"}"""), "application/json", encoding: "gzip")).Expect(200);
        (await SendAsync(Pack(new string(' ', 50_000_000)), "application/json", encoding: "gzip")).Expect(413, "request.entity.too.large");
        (await SendAsync("""{"name":"x"}"""u8.ToArray(), "application/json", encoding: "gzip")).Expect(400, "invalid.encoding");
        (await SendAsync(Pack("""{"name":"cut off"}""")[..20], "application/json", encoding: "gzip")).Expect(400);

        var other = (await SendAsync("""{"name":"x"}"""u8.ToArray(), "application/json", encoding: "br")).Expect(415, "unsupported.encoding");
        Assert.Equal("gzip, identity", other.Header("Accept-Encoding"));
    }

    [Fact]
    public async Task A_packed_body_can_be_repeated_with_a_key()
    {
        async Task<Answer> OnceAsync() => await SendAsync(Pack("""{"name":"packed once"}"""), "application/json", encoding: "gzip", key: "k-1");

        var first = (await OnceAsync()).Expect(200);
        Assert.Equal(first.Text, (await OnceAsync()).Expect(200).Text);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_named()
    {
        var outside = (await SendAsync([.. "{\"name\": "u8, 0xFF, .. "}"u8], "application/json")).Expect(400, "invalid.text");
        Assert.Equal("byte 9", outside.Fault["found"]!.GetValue<string>());

        (await SendAsync([.. "{\"name\": \"a"u8, 0xFF, .. "\"}"u8], "application/json")).Expect(400, "invalid.text");
        (await SendAsync("{\"na\\ud83dme\": 1}"u8.ToArray(), "application/json")).Expect(400);
    }

    private static byte[] Pack(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private async Task FollowAsync(Answer refused, int status)
    {
        var suggestion = refused["suggestion"]!;
        Assert.Equal("application/json", suggestion["headers"]!["Content-Type"]!.GetValue<string>());
        (await _host.SendAsync(suggestion["method"]!.GetValue<string>(), suggestion["path"]!.GetValue<string>(), suggestion["body"]!.ToJsonString(), _token)).Expect(status);
    }

    private Task<Answer> SendAsync(string body, string? type, string path = Codes) => SendAsync(Encoding.UTF8.GetBytes(body), type, path);

    private Task<Answer> SendAsync(byte[] body, string? type, string path = Codes, string? encoding = null, string? key = null)
    {
        var content = new ByteArrayContent(body);
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return _host.SendAsync("POST", path, content, key is null ? Host.Bearer(_token) : [.. Host.Bearer(_token), ("Idempotency-Key", key)]);
    }
}
