using System.Text.Json;
using Pillion.Kernel.Json;

namespace Pillion.Kernel.Tests.Json;

/// <summary>Reading one JSON object strictly, with all its faults.</summary>
public sealed class BodyReaderTests
{
    private readonly List<Fault> _faults = [];

    [Fact]
    public void What_is_right_is_read_without_a_fault()
    {
        var body = Root("""{"name":" a ","kind":"b","count":3,"on":true,"in":{"x":"y"},"list":[{"n":1},{"n":2}],"words":["p","q"],"map":{"k":"v"},"gone":null}""");

        Assert.Equal((" a ", "b", 3, true), (body.Text("name"), body.OneOf("kind", ["a", "b"]), body.Integer("count", 1, 3), body.Flag("on")));
        var inner = body.Object("in")!;
        Assert.Equal(("/in", "y"), (inner.At, inner.Text("x")));
        inner.Close();
        Assert.Equal([1, 2], body.Objects("list", 1, 2)!.Select(item => item.Integer("n", 0, 9)!.Value));
        Assert.Equal(["p", "q"], body.Texts("words", 1, 2)!);
        Assert.Equal("v", body.Map("map", 1, 10)!["k"]);
        Assert.Null(body.Text("gone"));
        Assert.False(body.Has("gone"));
        body.Close();
        Assert.Empty(_faults);
    }

    [Fact]
    public void All_faults_come_together_each_with_its_place()
    {
        var body = Root("""{"name":"","kind":"c","count":4,"on":"yes","in":[],"list":[1,{}],"words":["x"],"map":{"k":1},"naem":"a"}""");

        body.Text("name");
        body.OneOf("kind", ["a", "b"]);
        body.Integer("count", 1, 3);
        body.Flag("on");
        body.Object("in");
        body.Objects("list", 1, 2);
        body.Texts("words", 1, 2, accepted: ["p"]);
        body.Map("map", 1, 10);
        body.Text("needed", required: true);
        body.Close();

        Assert.Equal(
            ["/name", "/kind", "/count", "/on", "/in", "/list/0", "/words/0", "/map/k", "/needed", "/naem"],
            _faults.Select(fault => fault.Pointer));
        Assert.Equal("name", _faults[^1].Nearest);
    }

    [Theory]
    [InlineData("[]", "an array")]
    [InlineData("3", "a number")]
    [InlineData("\"x\"", "a text")]
    public void A_root_that_is_no_object_is_one_fault_and_reads_as_empty(string json, string kind)
    {
        var body = Root(json);

        Assert.Null(body.Text("name"));
        body.Close();
        Assert.Equal(("invalid.type", ""), (Assert.Single(_faults).Code, _faults[0].Pointer));
        Assert.Contains(kind, _faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_name_the_real_field()
    {
        var body = Root("""{"title":"x","title":"y"}""");

        body.Text("subject");
        body.Close(new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = "subject" });

        Assert.Equal([("unknown.field", "subject"), ("duplicate.field", null)], _faults.Select(fault => (fault.Code, fault.Nearest)));
    }

    [Theory]
    [InlineData("2147483648")]
    [InlineData("1.5")]
    [InlineData("1e400")]
    [InlineData("-1")]
    public void Numbers_out_of_bounds_or_broken_are_faults(string number)
    {
        Assert.Null(Root($$"""{"count":{{number}}}""").Integer("count", 0, 10));
        Assert.Equal("invalid.value", Assert.Single(_faults).Code);
    }

    [Fact]
    public void Control_characters_are_no_text_but_line_ends_are()
    {
        var body = Root("""{"bad":"a\u0000b","good":"a\nb"}""");

        Assert.Null(body.Text("bad"));
        Assert.Equal("a\nb", body.Text("good"));
        Assert.Single(_faults);
    }

    [Fact]
    public void Faults_end_where_they_help_nobody_any_more()
    {
        var names = string.Join(',', Enumerable.Range(0, 5000).Select(n => $"\"{new string('x', 300)}{n}\":\"{new string('y', 300)}\""));
        var body = Root($"{{{names}}}");

        body.Text("name");
        body.Close();

        Assert.Equal(51, _faults.Count);
        Assert.Equal("too.many.faults", _faults[^1].Code);
        Assert.All(_faults, fault => Assert.InRange(fault.Pointer!.Length, 0, 210));
    }

    [Fact]
    public void Too_many_items_are_not_all_looked_at()
    {
        var body = Root($$"""{"list":[{{string.Join(',', Enumerable.Repeat("1", 5000))}}]}""");

        Assert.Empty(body.Objects("list", 1, 3)!);
        Assert.Equal(4, _faults.Count);
    }

    private BodyReader Root(string json) => BodyReader.Root(JsonElement.Parse(json), _faults);
}
