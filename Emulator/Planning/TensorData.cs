using Emulator.Ir;

namespace Emulator.Planning;

/// <summary>A tensor type as the plan keeps it.</summary>
internal sealed record TensorData(ElementType Element, long[] Dims)
{
    public static TensorData Of(TensorType type) => new(type.Element, type.Dims);

    public TensorType ToType() => new(Element, Dims);
}
