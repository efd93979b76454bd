namespace Emulator.Planning.Graph;

// Attributes that the verifier has seen.
internal static class GraphOpAttributes
{
    public static long[] Ints(this GraphOp op, string name) => op.Source.Ints(name) ?? [];

    public static long Int(this GraphOp op, string name) => op.Source.Int(name);
}
