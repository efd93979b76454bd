using Emulator.Ir;

namespace Emulator.Planning.Graph;

/// <summary>One operation of the inlined program.</summary>
internal sealed class GraphOp
{
    public GraphOp(Operation source, GraphValue[] inputs, TensorType[] results)
    {
        Source = source;
        Inputs = inputs;
        Outputs = Array.ConvertAll(results, type => new GraphValue(type, this));
    }

    /// <summary>Where the attributes are.</summary>
    public Operation Source { get; }

    public OpKind Kind => Source.Kind;

    public GraphValue[] Inputs { get; }

    public GraphValue[] Outputs { get; }

    public GraphValue Output => Outputs[0];

    /// <summary>Bodies of while, if and case; they may read values of the blocks around them.</summary>
    public GraphBlock[] Bodies { get; set; } = [];

    /// <summary>For a reduction that computes its elements itself: the operations it repeats; they are no steps of their own for its sake.</summary>
    public HashSet<GraphOp> Repeated { get; set; } = [];

    /// <summary>Position in its block, in program order.</summary>
    public int Index { get; set; }

    public GraphBlock? Block { get; set; }

    /// <summary>For constants: the elements, or one for a splat.</summary>
    public DenseAttribute? Constant { get; init; }

    public bool IsSplat => Constant is { } constant && (constant.IsSplat || constant.Type.ElementCount == 1);

    public override string ToString() => $"{Source.Name} at {Source.Location}";
}
