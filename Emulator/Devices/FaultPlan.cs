using System.Globalization;
using Emulator.Errors;

namespace Emulator.Devices;

/// <summary>The faults of a client's devices, changed at run time while executions read them.</summary>
internal sealed class FaultPlan(int devices)
{
    private readonly Lock _lock = new();
    private readonly Fault[] _faults = new Fault[devices];

    /// <summary>Whether any device has one: most executions ask this and no more.</summary>
    public bool Any { get; private set; }

    public Fault this[int device]
    {
        get
        {
            lock (_lock)
                return _faults[device];
        }
    }

    /// <summary>Reads <c>fail:0,slow:1=2.5,corrupt:3</c>: kind, device and, for slow, the factor.</summary>
    public static FaultPlan Parse(string text, int devices)
    {
        var plan = new FaultPlan(devices);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pieces = part.Split(':', '=');
            var factor = 2.0;
            if (pieces.Length is < 2 or > 3
                || !Enum.TryParse<FaultKind>(pieces[0], ignoreCase: true, out var kind) || int.TryParse(pieces[0], out _)
                || !int.TryParse(pieces[1], NumberStyles.None, CultureInfo.InvariantCulture, out var device)
                || pieces.Length == 3 && !double.TryParse(pieces[2], NumberStyles.Float, CultureInfo.InvariantCulture, out factor))
                throw ProgramException.Invalid($"fault '{part}' is not understood; write fail:0, slow:1=2.5 or corrupt:3, separated by commas");
            plan.Set(device, new Fault(kind, factor));
        }
        return plan;
    }

    public void Set(int device, Fault fault)
    {
        if (device < 0 || device >= _faults.Length)
            throw ProgramException.Invalid($"there is no device {device}; there are {_faults.Length}");
        if (!Enum.IsDefined(fault.Kind))
            throw ProgramException.Invalid($"there is no fault {(int)fault.Kind}; allowed: 0 none, 1 fail, 2 slow, 3 corrupt");
        if (fault.Kind == FaultKind.Slow && !(fault.Factor >= 1 && double.IsFinite(fault.Factor)))
            throw ProgramException.Invalid($"a slow device takes at least 1 times as long, {fault.Factor} given");
        lock (_lock)
        {
            _faults[device] = fault;
            Any = Array.Exists(_faults, f => f.Kind != FaultKind.None);
        }
    }
}
