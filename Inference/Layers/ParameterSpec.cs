using System.Collections.Immutable;
using Inference.StableHlo;

namespace Inference.Layers;

/// <summary>A weight that a stage takes as an argument: what to read from the checkpoint and how to lay it over the devices.</summary>
/// <param name="Name">Name in the checkpoint without the prefix of the layer, for instance <c>attn.to_q.weight</c>.</param>
/// <param name="Stored">The whole tensor as stored, axes in the stored order.</param>
/// <param name="Order">The order in which the program takes the axes; the upload transposes.</param>
/// <param name="Sharded">The axis of which each tensor-parallel device holds its equal part; null: all hold everything.</param>
/// <param name="Section">A range of one axis that is all the program takes; sharding divides the range.</param>
internal sealed record ParameterSpec(
    string Name, ImmutableArray<Axis> Stored, ImmutableArray<string> Order, string? Sharded, Section? Section)
{
    /// <summary>The axes of the part that one device holds, in the program's order.</summary>
    public ImmutableArray<Axis> Local(int degree) => [.. Order.Select(name =>
    {
        var size = Section?.Axis == name ? Section.Length : Stored.First(a => a.Name == name).Size;
        return new Axis(name, Sharded == name ? size / degree : size);
    })];
}

/// <summary>Elements <paramref name="Start"/> to <paramref name="Start"/> + <paramref name="Length"/> along an axis.</summary>
internal sealed record Section(string Axis, long Start, long Length);
