using CsCheck;

namespace Pillion.Kernel.Tests;

/// <summary>What a mistyped word is taken for.</summary>
public sealed class NearestTests
{
    private static readonly string[] Fields = ["type", "participants", "wrapUpCode", "waitSeconds", "siteId"];

    [Theory]
    [InlineData("wrap_up_code", "wrapUpCode")]
    [InlineData("WRAPUPCODE", "wrapUpCode")]
    [InlineData("wrapUpCod", "wrapUpCode")]
    [InlineData("tyep", "type")]
    [InlineData("particpants", "participants")]
    [InlineData("typ", "type")]
    [InlineData("colour", null)]
    [InlineData("", null)]
    [InlineData("--", null)]
    public void A_near_miss_is_recognized_and_a_far_one_is_not(string text, string? nearest) =>
        Assert.Equal(nearest, Nearest.To(text, Fields));

    [Fact]
    public void The_nearer_of_two_wins() => Assert.Equal("click", Nearest.To("clik", ["clock", "clack", "click"]));

    [Fact]
    public void Texts_too_long_to_be_a_mistyped_name_are_not_compared()
    {
        Assert.Null(Nearest.To(new string('a', 100_000), Fields));
        Assert.Null(Nearest.To("type", [new string('t', 100_000)]));
    }

    [Fact]
    public void Two_neighbours_swapped_or_one_letter_lost_is_always_near() =>
        Gen.Select(Gen.Int[0, Fields.Length - 1], Gen.Int[0, 20], Gen.Bool).Sample((index, place, lost) =>
        {
            var field = Fields[index];
            var at = place % (field.Length - 1);
            var mistyped = lost ? field.Remove(at, 1) : $"{field[..at]}{field[at + 1]}{field[at]}{field[(at + 2)..]}";

            Assert.Equal(field, Nearest.To(mistyped, Fields));
        });
}
