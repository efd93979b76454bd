namespace Inference.StableHlo;

/// <summary>One dimension of a tensor: what it means and how long it is.</summary>
internal readonly record struct Axis(string Name, long Size)
{
    public static implicit operator Axis((string Name, long Size) axis) => new(axis.Name, axis.Size);

    public override string ToString() => $"{Name}={Size}";
}
