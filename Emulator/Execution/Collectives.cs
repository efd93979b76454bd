using Emulator.Errors;
using Emulator.Execution.Workers;

namespace Emulator.Execution;

/// <summary>Computes what devices exchange once all of a group have come to it.</summary>
internal static class Collectives
{
    public static void Run(DeviceRun[] runs, Crew crew)
        => throw ProgramException.Unimplemented("collectives");
}
