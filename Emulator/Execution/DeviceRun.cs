using System.Diagnostics;
using Emulator.Execution.Workers;
using Emulator.Planning;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;

namespace Emulator.Execution;

/// <summary>
/// One device's way through a program. It stops at collectives and is resumed after them, so no thread waits for another device.
/// </summary>
internal sealed unsafe class DeviceRun(CompiledProgram program, DeviceLaunch launch, int process)
{
    private readonly Stack<Frame> _frames = new([new Frame(program.Plan.Steps, null)]);

    public int Process => process;

    public int Replica => process / program.Partitions;

    public int Partition => process % program.Partitions;

    /// <summary>The collective it waits at; null when it has come to the end.</summary>
    public CollectiveStep? Waiting { get; private set; }

    /// <summary>Time spent computing, in ticks of <see cref="Stopwatch"/>.</summary>
    public long Busy { get; set; }

    public byte* Address(BufferRef buffer) => buffer.Offset + buffer.Space switch
    {
        BufferSpace.Parameter => launch.Parameters[buffer.Index],
        BufferSpace.Result => launch.Results[buffer.Index],
        BufferSpace.Arena => launch.Arena + program.Plan.ArenaOffsets[buffer.Index],
        BufferSpace.Constant => (byte*)program.Constants[buffer.Index],
        _ => null,
    };

    /// <summary>Runs to the next collective, or to the end.</summary>
    public void Resume(Crew crew)
    {
        if (Waiting is not null)
            return;
        var start = Stopwatch.GetTimestamp();
        while (Waiting is null && _frames.TryPop(out var frame))
        {
            if (frame.Next == frame.Steps.Length)
            {
                Ended(frame);
                continue;
            }
            var step = frame.Steps[frame.Next];
            _frames.Push(frame with { Next = frame.Next + 1 });
            switch (step)
            {
                case CollectiveStep collective: Waiting = collective; break;
                case WhileStep loop: _frames.Push(new Frame(loop.Condition, loop)); break;
                case BranchStep branch: _frames.Push(new Frame(Choose(branch), null)); break;
                default: Run(step, crew); break;
            }
        }
        Busy += Stopwatch.GetTimestamp() - start;
    }

    private void Run(PlanStep step, Crew crew)
    {
        if (StepProfile.Current is not { } profile)
        {
            StepRunner.Run(step, this, crew);
            return;
        }
        var start = Stopwatch.GetTimestamp();
        StepRunner.Run(step, this, crew);
        profile.Add(step, start);
    }

    /// <summary>The collective it waits at is done.</summary>
    public void Release() => Waiting = null;

    private void Ended(Frame frame)
    {
        if (frame.Loop is not { } loop)
            return;
        // After the condition comes the body if it holds; after the body the condition again.
        if (frame.Steps == loop.Body)
            _frames.Push(new Frame(loop.Condition, loop));
        else if (*Address(loop.Buffers[0]) != 0)
            _frames.Push(new Frame(loop.Body, loop));
    }

    private PlanStep[] Choose(BranchStep branch)
    {
        var at = Address(branch.Buffers[0]);
        if (branch.IsPredicate)
            return branch.Branches[*at != 0 ? 0 : 1];
        var index = *(int*)at;
        return branch.Branches[index >= 0 && index < branch.Branches.Length ? index : branch.Branches.Length - 1];
    }

    private readonly record struct Frame(PlanStep[] Steps, WhileStep? Loop, int Next = 0);
}
