using Emulator.Objects;

namespace Emulator.Api.Compilation;

/// <summary>A PJRT_Executable: a compiled program, not bound to devices.</summary>
internal sealed class ExecutableHandle(Executable executable, Counters counters) : PluginObject(ObjectKind.Executable, counters)
{
    public Executable Executable { get; } = executable;

    public Counters Counters { get; } = counters;

    public NamedValueList CostAnalysis => field ??= new NamedValueList(("flops", (float)Executable.Cost.Flops), ("bytes accessed", (float)Executable.Cost.Bytes));
}
