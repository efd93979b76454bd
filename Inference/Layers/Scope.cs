using System.Collections.Immutable;
using Inference.StableHlo;

namespace Inference.Layers;

/// <summary>A place in the checkpoint's tree of names, from which layers take their weights.</summary>
internal readonly struct Scope(StageTrace trace, string prefix)
{
    /// <summary>The stage under construction.</summary>
    public StageTrace Trace => trace;

    /// <summary>A part of this place.</summary>
    public Scope this[string part] => new(trace, prefix + part + ".");

    /// <summary>A numbered part of this place.</summary>
    public Scope this[int index] => new(trace, $"{prefix}{index}.");

    /// <summary>A weight.</summary>
    /// <param name="name">Last part of its name.</param>
    /// <param name="stored">Its axes as stored.</param>
    /// <param name="sharded">The axis divided over the devices; null: all hold everything.</param>
    /// <param name="order">The order in which the program wants the axes; null: as stored.</param>
    /// <param name="section">The range of one axis that is meant; null: all.</param>
    public Tensor Parameter(string name, Axis[] stored, string? sharded = null, string[]? order = null, Section? section = null) =>
        trace.Parameter(new ParameterSpec(prefix + name, [.. stored], (order ?? stored.Select(a => a.Name)).ToImmutableArray(), sharded, section));
}
