namespace Emulator.Tests.Kernels;

/// <summary>Tests that change the width of vectors for the whole process; nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SimdCollection
{
    public const string Name = "vector width";
}
