namespace Emulator.Ir;

/// <summary>A program: functions by name, of which <c>@main</c> is the entry.</summary>
internal sealed class Module(string name, Function[] functions, int replicas, int partitions)
{
    public string Name { get; } = name;

    public Function[] Functions { get; } = functions;

    /// <summary><c>mhlo.num_replicas</c>; 0 when the module does not say.</summary>
    public int Replicas { get; } = replicas;

    /// <summary><c>mhlo.num_partitions</c>; 0 when the module does not say.</summary>
    public int Partitions { get; } = partitions;

    /// <summary>The entry function; the parser has seen that there is one.</summary>
    public Function Main => Find("main")!;

    public Function? Find(string function) => Array.Find(Functions, f => f.Name == function);
}
