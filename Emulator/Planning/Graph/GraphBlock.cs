namespace Emulator.Planning.Graph;

/// <summary>Operations in program order, with what comes in and what goes out.</summary>
internal sealed class GraphBlock
{
    public required GraphValue[] Arguments { get; init; }

    public List<GraphOp> Operations { get; private set; } = [];

    public GraphValue[] Results { get; set; } = [];

    /// <summary>Keeps what the results need, numbers it, and fills in the users; to be called once, when all is built.</summary>
    public void Finish()
    {
        foreach (var op in Operations)
            op.Repeated = Repetition.Of(op);
        var needed = new HashSet<GraphOp>();
        var pending = new Stack<GraphValue>(Results);
        while (pending.TryPop(out var value))
        {
            if (value.Producer is not { } op || !needed.Add(op))
                continue;
            foreach (var read in Reads(op))
                pending.Push(read);
        }
        Operations = Operations.FindAll(needed.Contains);
        for (var i = 0; i < Operations.Count; i++)
        {
            var op = Operations[i];
            (op.Index, op.Block) = (i, this);
            foreach (var read in Reads(op))
                read.Users.Add(op);
        }
    }

    /// <summary>Operands, and what the bodies take from outside.</summary>
    public static IEnumerable<GraphValue> Reads(GraphOp op)
    {
        if (op.Repeated.Count > 0)
            return op.Repeated.Append(op).SelectMany(o => o.Inputs).Where(i => i.Producer is null || !op.Repeated.Contains(i.Producer));
        return op.Bodies.Length == 0 ? op.Inputs : op.Inputs.Concat(Captured(op)).Distinct();
    }

    private static IEnumerable<GraphValue> Captured(GraphOp op)
    {
        foreach (var body in op.Bodies)
        {
            var inside = new HashSet<GraphValue>(body.Arguments);
            foreach (var inner in body.Operations)
                inside.UnionWith(inner.Outputs);
            foreach (var value in body.Operations.SelectMany(Reads).Concat(body.Results))
            {
                if (!inside.Contains(value))
                    yield return value;
            }
        }
    }
}
