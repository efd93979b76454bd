using Emulator.Ir;
using Emulator.Kernels;

namespace Emulator.Tests.Kernels;

public sealed class Float8Tests
{
    [Theory]
    [InlineData(ElementType.F8E5M2)]
    [InlineData(ElementType.F8E4M3FN)]
    [InlineData(ElementType.F8E4M3)]
    internal void Every_value_rounds_to_itself_and_neighbours_meet_in_the_middle(ElementType type)
    {
        var values = Float8.Values(type);
        for (var code = 0; code < 256; code++)
        {
            var value = values[code];
            if (float.IsNaN(value))
                Assert.True(float.IsNaN(values[Float8.Round(type, value)]));
            else
                Assert.Equal(code, Float8.Round(type, value));
        }
        for (var code = 0; code < 0x70; code++)
        {
            var middle = (values[code] + values[code + 1]) / 2;
            Assert.Equal(code + (code & 1), Float8.Round(type, middle));
            Assert.Equal(code, Float8.Round(type, MathF.BitDecrement(middle)));
            Assert.Equal(code + 1, Float8.Round(type, MathF.BitIncrement(middle)));
        }
    }
}
