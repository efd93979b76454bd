namespace Emulator.Ir;

/// <summary>A result of an operation or an argument of a block; compared by reference.</summary>
internal sealed class Value(TensorType type, int index, string name)
{
    public TensorType Type { get; } = type;

    /// <summary>Which result of <see cref="Definition"/>, or which argument of its block.</summary>
    public int Index { get; } = index;

    /// <summary>As written, with <c>%</c> and, for one of several results, <c>#n</c>: for messages.</summary>
    public string Name { get; } = name;

    /// <summary>The operation that makes it; null for a block argument.</summary>
    public Operation? Definition { get; internal set; }

    public override string ToString() => $"{Name}: {Type}";
}
