using CsCheck;
using Pillion.Kernel.Json;

namespace Pillion.Kernel.Tests.Json;

/// <summary>JSON Pointers, RFC 6901.</summary>
public sealed class PointerTests
{
    [Theory]
    [InlineData("a/b", "/a~1b")]
    [InlineData("m~n", "/m~0n")]
    [InlineData("~1", "/~01")]
    [InlineData("", "/")]
    [InlineData(" ", "/ ")]
    public void Names_are_escaped(string name, string pointer) => Assert.Equal(pointer, Pointer.Of("", name));

    [Fact]
    public void Items_are_counted_from_zero() => Assert.Equal("/list/0/name", Pointer.Of(Pointer.Of(Pointer.Of("", "list"), 0), "name"));

    [Fact]
    public void Escaping_loses_nothing() => Gen.String.Sample(name => Assert.Equal(name, Pointer.Unescape(Pointer.Of("", name)[1..])));
}
