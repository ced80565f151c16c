using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Pillion.Kernel.Json;

namespace Pillion.Kernel.Tests.Json;

public sealed class LooseJsonTests
{
    [Theory]
    [InlineData("""{ 'name': 'Resolved', }""", 2, """{"name":"Resolved"}""")]
    [InlineData("""{"a":1,"b":[1,2,],}""", 15, """{"a":1,"b":[1,2]}""")]
    [InlineData("{\u201cname\u201d: \u201cR\u201d}", 1, """{"name":"R"}""")]
    [InlineData("{name: \"R\"}", 1, """{"name":"R"}""")]
    [InlineData("""{"a": True, "b": None, "c": False}""", 6, """{"a":true,"b":null,"c":false}""")]
    [InlineData("{\"a\": 1 // one\n}", 8, """{"a":1}""")]
    [InlineData("""{"a": /* one */ 1}""", 6, """{"a":1}""")]
    [InlineData("# start\n{\"a\": 1}", 0, """{"a":1}""")]
    [InlineData("""{"a": 1 "b": 2}""", 8, """{"a":1,"b":2}""")]
    [InlineData("""{"a": .5, "b": +3, "c": 7.}""", 6, """{"a":0.5,"b":3,"c":7.0}""")]
    [InlineData("{to:[{id:robin@example.test,type:user}]}", 1, """{"to":[{"id":"robin@example.test","type":"user"}]}""")]
    [InlineData("""'{"a": 1}'""", 0, """{"a":1}""")]
    [InlineData("'{a: 1}'", 0, """{"a":1}""")]
    [InlineData("{\"a\": \"one\ntwo\"}", 10, """{"a":"one\ntwo"}""")]
    [InlineData("""{"a": "don\'t"}""", 10, """{"a":"don't"}""")]
    [InlineData("""{"a" => 1}""", 5, """{"a":1}""")]
    [InlineData("{\"a\":\u00a01}", 5, """{"a":1}""")]
    [InlineData("{'a': 'it is \"so\"'}", 1, """{"a":"it is \"so\""}""")]
    public void What_was_meant_is_repaired_and_the_first_fault_is_named(string text, int index, string meant)
    {
        var (problem, node) = LooseJson.Read(text);

        Assert.Equal(index, problem!.Index);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(meant), node), node?.ToJsonString());
    }

    [Theory]
    [InlineData("""{"a": NaN}""", 6)]
    [InlineData("""{"a": 1} {"b": 2}""", 9)]
    [InlineData("""{"a": 1""", 7)]
    [InlineData("""{"a": "x""", 6)]
    [InlineData("""{"a": }""", 6)]
    [InlineData("""[1,,2]""", 3)]
    [InlineData("""{"a": [1}""", 8)]
    [InlineData("""{'a': 1, 'a': 2}""", 1)]
    [InlineData("""{"a": two words}""", 6)]
    [InlineData("""{"a": "\x41"}""", 7)]
    [InlineData("""{"a": /* 1}""", 6)]
    [InlineData("", 0)]
    [InlineData("{", 1)]
    public void What_could_mean_several_things_is_not_repaired(string text, int index)
    {
        var (problem, node) = LooseJson.Read(text);

        Assert.Equal(index, problem!.Index);
        Assert.Null(node);
        Assert.True(problem.Cure.Length > 10);
    }

    [Fact]
    public void Json_is_no_problem() => Value.Sample(node =>
    {
        var text = node.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        var (problem, read) = LooseJson.Read(text);
        return problem is null && JsonNode.DeepEquals(JsonNode.Parse(text), read);
    });

    [Fact]
    public void Any_text_is_read_to_an_end_and_what_is_repaired_is_json()
    {
        var piece = Gen.OneOf(new[] { "{", "}", "[", "]", ":", ",", "\"", "'", "\\", "\u201c", "//", "/*", "*/", "#", "a", "1", " ", "\n", "True", "NaN", "\\u12", "\ud83d", "\0" }.Select(Gen.Const).ToArray());
        piece.Array[0, 30].Select(pieces => string.Concat(pieces)).Sample(text =>
        {
            var (problem, node) = LooseJson.Read(text);
            return (problem is null || (problem.Index >= 0 && problem.Index <= text.Length && problem.Found.Length > 0))
                && (node is null || JsonNode.Parse(node.ToJsonString()) is not null || node.ToJsonString() == "null");
        }, iter: 20_000);
    }

    [Fact]
    public void Depth_is_bounded()
    {
        var (problem, node) = LooseJson.Read(new string('[', 100_000));

        Assert.Equal(LooseJson.DeepestNesting + 1, problem!.Index);
        Assert.Null(node);
    }

    private static Gen<JsonNode> Value => Gen.Recursive<JsonNode>((depth, inner) => depth >= 4
        ? Leaf
        : Gen.OneOf(
            Leaf,
            inner.Array[0, 4].Select(items => (JsonNode)new JsonArray(items)),
            Gen.Select(Name.ArrayUnique[0, 4], inner.Array[4]).Select((names, values) => (JsonNode)new JsonObject(names.Zip(values, (name, value) => KeyValuePair.Create(name, (JsonNode?)value))))));

    private static Gen<string> Name => Gen.String[Gen.Char["abc'\"\\/#: {}é\u201c"], 1, 6];

    private static Gen<JsonNode> Leaf => Gen.OneOf(
        Name.Select(text => (JsonNode)JsonValue.Create(text)),
        Gen.Int.Select(number => (JsonNode)JsonValue.Create(number)),
        Gen.Double[-1e6, 1e6].Select(number => (JsonNode)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode)JsonValue.Create(flag)));
}
