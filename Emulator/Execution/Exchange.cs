using System.Runtime.InteropServices;
using Emulator.Execution.Workers;
using Emulator.Ir;
using Emulator.Kernels.Movement;
using Emulator.Kernels.Tiles;
using Emulator.Planning.Steps;

namespace Emulator.Execution;

/// <summary>One collective among the members of a group, straight from memory to memory.</summary>
internal static unsafe class Exchange
{
    private const long ElementsPerTask = 8 * 1024;

    public static void Run(CollectiveStep step, DeviceRun[] members, DeviceRun[] all, Crew crew)
    {
        for (var t = 0; t < step.Tensors.Length; t++)
        {
            var work = new Work(step, t, members, all);
            switch (step.Kind)
            {
                case OpKind.AllReduce:
                    Reduce(work, step.Tensors.Length, crew);
                    break;
                case OpKind.ReduceScatter:
                    Reduce(work, 2 * step.Tensors.Length, crew);
                    crew.For(members.Length, &ScatterTo, null, work);
                    break;
                case OpKind.CollectivePermute or OpKind.CollectiveBroadcast:
                    crew.For(members.Length, &ReceiveOne, null, work);
                    break;
                default:
                    crew.For(members.Length, &ReceiveAll, null, work);
                    break;
            }
        }
    }

    /// <summary>Every range of elements is combined over the members in their order, then given to all of them (or to the first, as scratch).</summary>
    private static void Reduce(Work work, int output, Crew crew)
    {
        work.Output = output;
        var count = work.Tensor.Combine[0].Count;
        crew.For((int)((count + ElementsPerTask - 1) / ElementsPerTask), &ReduceRange, null, work);
    }

    private static void ReduceRange(void* context, object? state, int index)
    {
        var work = (Work)state!;
        var combine = work.Tensor.Combine[0];
        var size = work.Tensor.Part.ElementSize;
        var start = index * ElementsPerTask;
        var end = Math.Min(combine.Count, start + ElementsPerTask);
        var bytes = (end - start) * size;
        var sum = work.Address(work.Members[0], work.Output);
        var first = work.Address(work.Members[0], 0);
        if (first != sum)
            Buffer.MemoryCopy(first + start * size, sum + start * size, bytes, bytes);
        var buffers = stackalloc byte*[3];
        for (var m = 1; m < work.Members.Length; m++)
        {
            buffers[0] = buffers[2] = sum;
            buffers[1] = work.Address(work.Members[m], 0);
            TileRunner.Run(combine, buffers, start, end);
        }
        if (work.Step.Kind != OpKind.AllReduce)
            return;
        for (var m = 1; m < work.Members.Length; m++)
            Buffer.MemoryCopy(sum + start * size, work.Address(work.Members[m], work.Output) + start * size, bytes, bytes);
    }

    private static void ScatterTo(void* context, object? state, int index)
    {
        var work = (Work)state!;
        var from = work.Address(work.Members[0], work.Output) + index * work.Tensor.FromStep;
        StridedCopy.Run(work.Tensor.Part, from, work.Address(work.Members[index], work.Step.Tensors.Length), Crew.Alone);
    }

    private static void ReceiveAll(void* context, object? state, int index)
    {
        var work = (Work)state!;
        var to = work.Address(work.Members[index], work.Step.Tensors.Length);
        for (var j = 0; j < work.Members.Length; j++)
            StridedCopy.Run(work.Tensor.Part, work.Address(work.Members[j], 0) + index * work.Tensor.FromStep, to + j * work.Tensor.ToStep, Crew.Alone);
    }

    /// <summary>From the source that a permutation names, or the first of the group; zeros when there is none.</summary>
    private static void ReceiveOne(void* context, object? state, int index)
    {
        var work = (Work)state!;
        var target = work.Members[index];
        var to = work.Address(target, work.Step.Tensors.Length);
        if (work.Source(target) is not { } source)
            NativeMemory.Clear(to, (nuint)work.Tensor.OutputBytes);
        else if (work.Address(source, 0) is var from && from != to)
            Buffer.MemoryCopy(from, to, work.Tensor.OutputBytes, work.Tensor.OutputBytes);
    }

    private sealed class Work(CollectiveStep step, int tensor, DeviceRun[] members, DeviceRun[] all)
    {
        public CollectiveStep Step => step;

        public ExchangedTensor Tensor => step.Tensors[tensor];

        public DeviceRun[] Members => members;

        /// <summary>Distance from the inputs to the buffers that reductions write.</summary>
        public int Output { get; set; }

        public byte* Address(DeviceRun member, int offset) => member.Address(step.Buffers[offset + tensor]);

        public DeviceRun? Source(DeviceRun target)
        {
            if (step.Kind == OpKind.CollectivePermute)
                return Array.Find(step.Groups, pair => pair[1] == target.Process) is { } pair ? all[pair[0]] : null;
            return Array.Exists(step.Groups, g => Array.IndexOf(g, target.Process) >= 0) ? members[0] : null;
        }
    }
}
