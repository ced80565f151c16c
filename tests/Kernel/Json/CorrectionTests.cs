using System.Text.Json;
using CsCheck;
using Pillion.Kernel.Json;

namespace Pillion.Kernel.Tests.Json;

/// <summary>Bodies corrected by what their faults say.</summary>
public sealed class CorrectionTests
{
    [Fact]
    public void Names_and_values_become_the_nearest_and_what_cannot_be_served_goes()
    {
        var corrected = Correct(
            """{"nmae":"x","kind":"bb","held":true,"in":{"words":["p","qq"]}}""",
            new Fault("unknown.field", "", "/nmae", Nearest: "name"),
            new Fault("invalid.value", "", "/kind", Nearest: "b"),
            new Fault("not.supported.here", "", "/held"),
            new Fault("invalid.value", "", "/in/words/1", Nearest: "q"));

        Assert.Equal("""{"kind":"b","in":{"words":["p","q"]},"name":"x"}""", corrected);
    }

    [Fact]
    public void A_field_that_is_there_is_not_overwritten_by_a_mistyped_one() =>
        Assert.Equal("""{"name":"x"}""", Correct("""{"name":"x","nmae":"y"}""", new Fault("unknown.field", "", "/nmae", Nearest: "name")));

    [Theory]
    [InlineData("[]")]
    [InlineData("3")]
    public void What_is_no_object_is_not_corrected(string json) => Assert.Null(Correction.Apply(JsonElement.Parse(json), []));

    [Fact]
    public void A_name_given_twice_leaves_open_which_is_meant() =>
        Assert.Null(Correct("""{"a":1,"a":2}""", new Fault("duplicate.field", "", "/a")));

    [Fact]
    public void Nothing_is_suggested_that_the_check_would_refuse()
    {
        var body = JsonElement.Parse("""{"kind":"bb"}""");
        Fault[] faults = [new Fault("invalid.value", "", "/kind", Nearest: "b")];

        Assert.NotNull(Correction.Suggest("POST", "/p", body, faults, (_, _) => { }));
        Assert.Null(Correction.Suggest("POST", "/p", body, faults, (_, left) => left.Add(faults[0])));
    }

    [Fact]
    public void Pointers_that_lead_nowhere_are_passed_over() =>
        Gen.String[Gen.Char["/~01ab"], 0, 8].Sample(pointer => Assert.NotNull(Correct(
            """{"a":[{"b":1},2],"b":"x"}""", new Fault("unknown.field", "", pointer), new Fault("invalid.value", "", pointer, Nearest: "n"))));

    private static string? Correct(string json, params Fault[] faults) =>
        Correction.Apply(JsonElement.Parse(json), faults)?.ToJsonString();
}
