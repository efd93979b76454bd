using Inference.Tokenizers.Unicode;

namespace Inference.Tests.Tokenizers;

/// <summary>Samples of the standard's own conformance test (NormalizationTest.txt) and its special cases.</summary>
public sealed class NormalizationFormCTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u1E0A\u0323", "\u1E0C\u0307")]
    [InlineData("D\u0307\u0323", "\u1E0C\u0307")]
    [InlineData("\u1E14\u0304", "\u1E14\u0304")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u1100\u1161\u11A8", "\uAC01")]
    [InlineData("\uAC00\u11A8", "\uAC01")]
    [InlineData("\uAC00\u11A7", "\uAC00\u11A7")]
    [InlineData("\u1100\uAC00\u11A8", "\u1100\uAC01")]
    [InlineData("a\u0315\u0300\u05AE\u0300b", "\u00E0\u05AE\u0300\u0315b")]
    [InlineData("\u0F71\u0F72\u0F73", "\u0F71\u0F71\u0F72\u0F72")]
    [InlineData("\uD834\uDD5E", "\uD834\uDD57\uD834\uDD65")]
    public void Text_is_decomposed_ordered_and_composed(string text, string expected) =>
        Assert.Equal(expected, NormalizationFormC.Normalize(text));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("\uFFFDx\u0301", NormalizationFormC.Normalize("\uD800x\u0301"));
}
