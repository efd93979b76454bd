using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Parsing;

// #stablehlo.conv<[b, f, 0, 1]x[o, i, 0, 1]->[b, f, 0, 1]>
internal sealed partial class StableHloParser
{
    private ConvolutionDimensions ParseConvolution()
    {
        Advance();
        Take('<', "after #stablehlo.conv");
        var (batch, feature, spatial) = ParseLayout("b", "f");
        if (!TryTakeKeyword("x"))
            throw Expected("'x' between input and kernel");
        var (output, input, kernel) = ParseLayout("o", "i");
        Take(TokenKind.Arrow, "'->' before the output");
        var (outputBatch, outputFeature, outputSpatial) = ParseLayout("b", "f");
        Take('>', "to end #stablehlo.conv");
        return new ConvolutionDimensions(batch, feature, spatial, input, output, kernel, outputBatch, outputFeature, outputSpatial);
    }

    private (int First, int Second, int[] Spatial) ParseLayout(string first, string second)
    {
        var location = Take('[', "to begin a layout").Location;
        var (firstAt, secondAt) = (-1, -1);
        var spatial = new SortedDictionary<long, int>();
        for (var position = 0; !TryTake(']'); position++)
        {
            if (position > 0)
                Take(',', "or ']' after a dimension");
            if (firstAt < 0 && TryTakeKeyword(first))
                firstAt = position;
            else if (secondAt < 0 && TryTakeKeyword(second))
                secondAt = position;
            else if (!spatial.TryAdd(ParseLong($"{first}, {second} or the number of a spatial dimension"), position))
                throw ProgramException.Invalid(location, "a spatial dimension stands twice in the layout");
        }
        if (firstAt < 0 || secondAt < 0 || spatial.Keys.Where((key, i) => key != i).Any())
            throw ProgramException.Invalid(location, $"a layout has {first}, {second} and the spatial dimensions from 0 on, each once");
        return (firstAt, secondAt, [.. spatial.Values]);
    }
}
