using Emulator.Errors;
using Emulator.Execution.Workers;
using Emulator.Planning;

namespace Emulator.Execution;

/// <summary>
/// Runs programs. One device has all threads for each of its operations; several devices run side by side from collective to
/// collective, a thread each, and what they exchange is computed by all threads together.
/// </summary>
internal sealed unsafe class Executor(WorkerPool pool)
{
    /// <summary>With the pool of the machine.</summary>
    public Executor()
        : this(WorkerPool.Shared)
    {
    }

    /// <param name="program">What to run.</param>
    /// <param name="devices">Memory of each process, replicas × partitions of them.</param>
    /// <param name="busy">Gets the time each process computed; may be empty.</param>
    /// <exception cref="ProgramException">The devices are too few, or wait for each other at different collectives.</exception>
    public void Execute(CompiledProgram program, ReadOnlySpan<DeviceLaunch> devices, Span<TimeSpan> busy = default)
    {
        if (devices.Length != program.Replicas * program.Partitions)
            throw ProgramException.Invalid($"the program runs on {program.Replicas * program.Partitions} devices and was given {devices.Length}");
        var runs = new DeviceRun[devices.Length];
        for (var i = 0; i < runs.Length; i++)
            runs[i] = new DeviceRun(program, devices[i], i);
        var crew = new Crew(pool);
        while (Advance(runs, crew))
            Collectives.Run(runs, crew);
        for (var i = 0; i < busy.Length; i++)
            busy[i] = System.Diagnostics.Stopwatch.GetElapsedTime(0, runs[i].Busy);
    }

    /// <summary>Every device to its next collective; false when all have ended.</summary>
    private static bool Advance(DeviceRun[] runs, Crew crew)
    {
        if (runs.Length == 1)
            runs[0].Resume(crew);
        else
            crew.For(runs.Length, &Resume, null, runs);
        return Array.Exists(runs, run => run.Waiting is not null);
    }

    private static void Resume(void* context, object? state, int index) => ((DeviceRun[])state!)[index].Resume(Crew.Alone);
}
