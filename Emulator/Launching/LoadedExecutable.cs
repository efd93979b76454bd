using System.Collections.Concurrent;
using Emulator.Api;
using Emulator.Api.Compilation;
using Emulator.Devices;
using Emulator.Errors;
using Emulator.Objects;

namespace Emulator.Launching;

/// <summary>A PJRT_LoadedExecutable: a program bound to devices of a client.</summary>
internal sealed unsafe class LoadedExecutable : PluginObject
{
    private readonly ConcurrentBag<Launch> _idle = [];
    private readonly nint[] _deviceHandles;
    private readonly (int Replica, int Partition)[] _logicalIds;

    public LoadedExecutable(EmulatedClient client, Executable executable)
        : base(ObjectKind.LoadedExecutable, client.Counters)
    {
        (Client, Executable) = (client, executable);
        Devices = new EmulatedDevice[executable.Options.Processes];
        for (var i = 0; i < Devices.Length; i++)
            Devices[i] = client.Devices[executable.Options.Devices.Length == 0 ? i : executable.Options.Devices[i]];
        _logicalIds = Pinned.New<(int, int)>(Devices.Length);
        for (var i = 0; i < Devices.Length; i++)
            _logicalIds[i] = (i / executable.Options.Partitions, i % executable.Options.Partitions);
        _deviceHandles = Pinned.Copy<nint>(Array.ConvertAll(Devices, d => d.Handle));
    }

    public EmulatedClient Client { get; }

    public Executable Executable { get; }

    /// <summary>The device of each process, replica-major.</summary>
    public EmulatedDevice[] Devices { get; }

    public nint* DeviceHandles => Pinned.Pointer(_deviceHandles);

    /// <summary>PJRT_LogicalDeviceIds of each process.</summary>
    public (int Replica, int Partition)* LogicalIds => Pinned.Pointer(_logicalIds);

    public bool IsDeleted { get; private set; }

    public void Delete() => IsDeleted = true;

    /// <summary>An unused launch; it returns by <see cref="Return"/>.</summary>
    public Launch Rent()
    {
        if (IsDeleted)
            throw ProgramException.Invalid($"the executable {Executable.Name.Text} was deleted");
        return _idle.TryTake(out var launch) ? launch : new Launch(this);
    }

    public void Return(Launch launch) => _idle.Add(launch);
}
