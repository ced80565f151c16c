namespace Pillion.Kernel.Tests;

/// <summary>Ids, codes and secrets.</summary>
public sealed class IdsTests
{
    [Fact]
    public void New_ids_are_well_formed_and_different()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => Ids.New()).ToList();

        Assert.All(ids, id => Assert.True(Ids.IsId(id)));
        Assert.Equal(1000, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("0194F7C2-0000-7000-8000-000000000000")]
    [InlineData("0194f7c2000070008000000000000000")]
    [InlineData("{0194f7c2-0000-7000-8000-000000000000}")]
    [InlineData("0194f7c2-0000-7000-8000-000000000000\n")]
    [InlineData("")]
    public void Other_spellings_are_no_ids(string text) => Assert.False(Ids.IsId(text));

    [Theory]
    [InlineData("482913", true)]
    [InlineData("48291", false)]
    [InlineData("482 913", false)]
    [InlineData("٤٨٢٩١٣", false)]
    [InlineData("482913\n", false)]
    public void Join_codes_are_six_plain_digits(string text, bool good) => Assert.Equal(good, Ids.IsJoinCode(text));

    [Fact]
    public void Codes_and_secrets_have_their_length()
    {
        Assert.True(Ids.IsJoinCode(Ids.JoinCode()));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", Ids.Secret());
    }
}
