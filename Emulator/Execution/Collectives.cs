using Emulator.Errors;
using Emulator.Execution.Workers;
using Emulator.Ir;

namespace Emulator.Execution;

/// <summary>Computes what devices exchange once all of a group have come to the same collective, and lets them go on.</summary>
internal static class Collectives
{
    /// <exception cref="ProgramException">No group is complete: the devices wait for each other for ever.</exception>
    public static void Run(DeviceRun[] runs, Crew crew)
    {
        var released = 0;
        foreach (var run in runs)
        {
            if (run.Waiting is not { } step)
                continue;
            var members = Members(runs, run, step.Kind, step.Groups);
            if (!Array.TrueForAll(members, m => ReferenceEquals(m.Waiting, step)))
                continue;
            Exchange.Run(step, members, runs, crew);
            foreach (var member in members)
                member.Release();
            released++;
        }
        if (released == 0)
            throw ProgramException.Precondition("the devices wait for each other at different collectives: the program's branches or loops differ between them");
    }

    /// <summary>Those that the device exchanges with, in order, itself among them; a permutation takes all.</summary>
    private static DeviceRun[] Members(DeviceRun[] runs, DeviceRun run, OpKind kind, int[][] groups)
    {
        if (kind == OpKind.CollectivePermute)
            return runs;
        var group = Array.Find(groups, g => Array.IndexOf(g, run.Process) >= 0);
        return group is null ? [run] : Array.ConvertAll(group, process => runs[process]);
    }
}
