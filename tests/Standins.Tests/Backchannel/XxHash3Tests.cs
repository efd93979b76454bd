using Aspire.Hosting.Backchannel;

namespace Standins.Tests.Backchannel;

/// <summary>Vectors computed with the reference implementation; each length takes another path through the algorithm.</summary>
public sealed class XxHash3Tests
{
    [Theory]
    [InlineData(0, 0x2d06800538d394c2)]
    [InlineData(1, 0x13e608bc156defed)]
    [InlineData(2, 0x1c9074b93943b86c)]
    [InlineData(3, 0xa9088dda485b481c)]
    [InlineData(4, 0x6d9253b16c8b1ed3)]
    [InlineData(8, 0x60539db630471163)]
    [InlineData(9, 0xfeff668361d723a8)]
    [InlineData(16, 0xb8c859b0f030b585)]
    [InlineData(17, 0x714a04408e79b80f)]
    [InlineData(33, 0x3e44983ad21679c8)]
    [InlineData(64, 0x38bcde5122f74956)]
    [InlineData(100, 0x0de27c6732e616cb)]
    [InlineData(128, 0x4634ae6a253a60e4)]
    [InlineData(129, 0xc095b9b1b087722d)]
    [InlineData(180, 0xd462ef744214ff97)]
    [InlineData(240, 0x887af00281f75d38)]
    [InlineData(241, 0x82b1de299f6e411e)]
    [InlineData(512, 0xc5aecd4d330685c6)]
    [InlineData(1024, 0xf75e768c7cdd54b2)]
    [InlineData(1025, 0x667a5eabe344e5df)]
    [InlineData(3000, 0xb54504a9e625239f)]
    public void Hashes_as_the_reference_does(int length, ulong expected)
    {
        var data = Enumerable.Range(0, length).Select(index => (byte)((index * 7 + 3) % 251)).ToArray();

        Assert.Equal(expected, XxHash3.Hash(data));
    }

    [Fact]
    public void An_apphost_is_named_by_eleven_characters()
    {
        // The hash's bytes, most significant first, in the alphabet for file names.
        Assert.Equal("nzI4rTYINhY", AuxiliarySocket.Id("/home/somebody/source/App/App.AppHost/App.AppHost.csproj"));
    }
}
