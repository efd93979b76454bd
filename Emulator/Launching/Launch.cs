using System.Diagnostics;
using Emulator.Api;
using Emulator.Buffers;
using Emulator.Devices;
using Emulator.Errors;
using Emulator.Execution;
using Emulator.Objects;

namespace Emulator.Launching;

/// <summary>One execution: the memory of each device, held from submission to the end. Used again and again by its executable.</summary>
internal sealed unsafe class Launch : Dispatcher.IWork
{
    private static readonly Executor Executor = new();

    private readonly LoadedExecutable _executable;
    private readonly nint[] _pointers;
    private readonly DeviceLaunch[] _launches;
    private readonly TimeSpan[] _busy;
    private readonly List<DeviceMemory> _held = [];
    private readonly List<Completion> _inputs = [];
    private readonly List<(nint From, nint To, long Bytes)> _copies = [];
    private readonly int _stride;

    public Launch(LoadedExecutable executable)
    {
        _executable = executable;
        _stride = executable.Executable.Parameters.Length + executable.Executable.Results.Length;
        Devices = [.. executable.Devices];
        _launches = new DeviceLaunch[Devices.Length];
        _busy = new TimeSpan[Devices.Length];
        _pointers = Pinned.New<nint>(Math.Max(1, _stride * Devices.Length));
        Arguments = new DeviceBuffer[executable.Executable.Parameters.Length * Devices.Length];
        ResultMemories = new DeviceMemory?[executable.Executable.Results.Length * Devices.Length];
    }

    /// <summary>The device of each process: those of the executable, or the one named at execution.</summary>
    public EmulatedDevice[] Devices { get; }

    /// <summary>Room for the checked arguments, device by device.</summary>
    public DeviceBuffer[] Arguments { get; }

    /// <summary>Room for the memory of the results, device by device; null where an argument gives it.</summary>
    public DeviceMemory?[] ResultMemories { get; }

    public Completion Done { get; private set; } = new();

    /// <summary>Begins anew.</summary>
    public void Begin() => Done = new Completion();

    /// <summary>Takes over one holding of the memory of a parameter.</summary>
    public void SetParameter(int process, int parameter, DeviceMemory memory, Completion ready)
    {
        _held.Add(memory);
        if (!ready.IsDone || ready.Error is not null)
            _inputs.Add(ready);
        *Pointer(process, parameter) = (nint)memory.Pointer;
    }

    /// <summary>Memory that the launch holds until it is over.</summary>
    public DeviceMemory Allocate(int process, long bytes)
    {
        var memory = DeviceMemory.Allocate(Devices[process], bytes);
        _held.Add(memory);
        return memory;
    }

    /// <summary>The content of a parameter that must survive is copied to where the result will be.</summary>
    public void CopyParameter(int process, int parameter, DeviceMemory to)
    {
        _copies.Add((*Pointer(process, parameter), (nint)to.Pointer, to.Bytes));
        *Pointer(process, parameter) = (nint)to.Pointer;
    }

    public void SetResult(int process, int result, DeviceMemory memory)
        => *Pointer(process, _executable.Executable.Parameters.Length + result) = (nint)memory.Pointer;

    /// <summary>Takes over one holding of the device's scratch memory.</summary>
    public void SetArena(int process, DeviceMemory? arena)
    {
        if (arena is not null)
            _held.Add(arena);
        _launches[process] = new DeviceLaunch(
            (byte**)Pointer(process, 0), (byte**)Pointer(process, _executable.Executable.Parameters.Length), arena is null ? null : arena.Pointer);
    }

    /// <summary>Gives back what was taken; for an execution that was refused half-way, and after each.</summary>
    public void Release()
    {
        foreach (var memory in _held)
            memory.Release();
        _held.Clear();
        _inputs.Clear();
        _copies.Clear();
        Array.Clear(Arguments);
        Array.Clear(ResultMemories);
        _executable.Return(this);
    }

    public void Run()
    {
        var error = default(ProgramException);
        var done = Done;
        try
        {
            Execute();
        }
        catch (ProgramException e)
        {
            error = e;
        }
        catch (OutOfMemoryException)
        {
            error = new ProgramException(ErrorCode.ResourceExhausted, $"{_executable.Executable.Name.Text}: the host has no memory left for the emulated device");
        }
        catch (Exception e)
        {
            error = new ProgramException(ErrorCode.Internal, $"{_executable.Executable.Name.Text}: the emulated device failed: {e.GetType().Name}: {e.Message}");
        }
        _executable.Client.Counters.CountExecutions(Devices.Length);
        Release();
        done.Complete(error);
    }

    private void Execute()
    {
        foreach (var input in _inputs)
        {
            if (input.Error is { } failed)
                throw new ProgramException(failed.Code, $"an argument of {_executable.Executable.Name.Text} failed: {failed.Message}");
        }
        var options = _executable.Client.Options;
        if (options.Faults.Any)
            FaultInjection.RefuseFailing(Devices, options.Faults);

        var start = Stopwatch.GetTimestamp();
        foreach (var (from, to, bytes) in _copies)
            Buffer.MemoryCopy((void*)from, (void*)to, bytes, bytes);
        Executor.Execute(_executable.Executable.Program, _launches, _busy);
        if (options.Faults.Any)
            FaultInjection.Corrupt(Devices, options.Faults, _executable.Executable.Results, _launches);
        Pacing.Await(start, _executable.Executable.Cost, Devices, options);

        for (var i = 0; i < Devices.Length; i++)
            Devices[i].CountExecution(_busy[i]);
    }

    private nint* Pointer(int process, int index) => Pinned.Pointer(_pointers) + process * _stride + index;
}
