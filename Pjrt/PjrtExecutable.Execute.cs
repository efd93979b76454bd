using System.Buffers;
using Pjrt.Native;

namespace Pjrt;

public sealed unsafe partial class PjrtExecutable
{
    /// <summary>Pointers that are laid out on the stack; longer calls rent an array.</summary>
    private const int StackWords = 512;

    /// <summary>
    /// Starts one execution on all devices and returns without waiting for it. Arguments that the program donates are
    /// deleted by the call, unless they are listed in <paramref name="keptInputs"/>: then the plugin copies them.
    /// </summary>
    /// <param name="arguments">Arguments of each device, devices in the order of <see cref="Devices"/>.</param>
    /// <param name="keptInputs">Numbers of inputs that are not donated this time.</param>
    /// <exception cref="ArgumentException">Not one list per device, or lists of different lengths.</exception>
    /// <exception cref="PjrtException">The plugin refused, for instance a buffer on the wrong device.</exception>
    /// <exception cref="ObjectDisposedException">The client, the executable or an argument is disposed.</exception>
    public ExecutionResult Execute(ReadOnlySpan<PjrtBuffer[]> arguments, ReadOnlySpan<long> keptInputs = default)
    {
        var count = CheckArguments(arguments);
        var layout = new CallLayout(arguments.Length, count, OutputCount);
        if (layout.Words <= StackWords)
        {
            var stack = stackalloc nint[StackWords];
            return Launch(arguments, keptInputs, layout, stack);
        }

        var rented = ArrayPool<nint>.Shared.Rent(layout.Words);
        try
        {
            fixed (nint* words = rented)
                return Launch(arguments, keptInputs, layout, words);
        }
        finally
        {
            ArrayPool<nint>.Shared.Return(rented);
        }
    }

    private int CheckArguments(ReadOnlySpan<PjrtBuffer[]> arguments)
    {
        if (arguments.Length != Devices.Count || arguments.IsEmpty)
            throw new ArgumentException($"The program runs on {Devices.Count} devices, arguments are given for {arguments.Length}.");
        var count = arguments[0].Length;
        foreach (var list in arguments)
            if (list.Length != count)
                throw new ArgumentException($"Every device needs as many arguments: one has {list.Length}, the first {count}.");
        return count;
    }

    private ExecutionResult Launch(ReadOnlySpan<PjrtBuffer[]> arguments, ReadOnlySpan<long> keptInputs, CallLayout layout, nint* words)
    {
        var held = 0;
        using var client = _client.Handle.Use();
        using var executable = _loaded.Use();
        layout.Link(words);
        try
        {
            foreach (var list in arguments)
                foreach (var buffer in list)
                {
                    words[held] = buffer.Handle.Hold();
                    held++;
                }

            Call(executable.Pointer, keptInputs, layout, words);
        }
        finally
        {
            foreach (var list in arguments)
                foreach (var buffer in list)
                    if (held-- > 0)
                        buffer.Handle.DangerousRelease();
        }

        var outputs = new PjrtBuffer[layout.Devices][];
        for (var device = 0; device < outputs.Length; device++)
        {
            outputs[device] = new PjrtBuffer[layout.Outputs];
            for (var i = 0; i < layout.Outputs; i++)
                outputs[device][i] = new PjrtBuffer(_client, layout.OutputLists(words)[device][i]);
        }

        var completion = EventTask.Start(_api, new(layout.Events(words), layout.Devices));
        BusyClock.Track(Devices, completion);
        return new ExecutionResult(outputs, completion);
    }

    private void Call(nint executable, ReadOnlySpan<long> keptInputs, CallLayout layout, nint* words)
    {
        fixed (long* kept = keptInputs)
        {
            var options = new ExecuteOptions
            {
                StructSize = (nuint)_api.Sizes.ExecuteOptions,
                NonDonatableInputs = kept,
                NonDonatableInputCount = (nuint)keptInputs.Length,
            };
            var call = new ExecuteArguments
            {
                StructSize = ExecuteArguments.Size,
                Executable = executable,
                Options = &options,
                ArgumentLists = layout.ArgumentLists(words),
                DeviceCount = (nuint)layout.Devices,
                ArgumentCount = (nuint)layout.Arguments,
                OutputLists = layout.OutputLists(words),
                // Always asked for: some plugins run with undefined order when nobody waits for the events.
                CompletionEvents = layout.Events(words),
            };
            _api.Call(Function.LoadedExecutableExecute, &call);
        }
    }
}
