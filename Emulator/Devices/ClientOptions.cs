using Emulator.Errors;

namespace Emulator.Devices;

/// <summary>Create options of a client; their names are these members' in snake_case.</summary>
/// <param name="Profile"><c>device_kind</c> (text, default trn1).</param>
/// <param name="DeviceCount"><c>device_count</c> (integer, default the cores of one accelerator): PJRT devices.</param>
/// <param name="MemoryBytes"><c>memory_bytes</c> (integer, default the profile's): of each device.</param>
/// <param name="Pace"><c>pace</c> (float, default 0): 0 runs as fast as it can; 1 takes at least what the real device needs by its peak figures, 2 twice that.</param>
/// <param name="Faults"><c>faults</c> (text, default none), as <c>fail:0,slow:1=2.5,corrupt:3</c>: see <see cref="FaultPlan"/>.</param>
/// <param name="Strict"><c>strict</c> (bool, default false): refuse what the device's real compiler refuses.</param>
internal sealed record ClientOptions(DeviceProfile Profile, int DeviceCount, long MemoryBytes, double Pace, FaultPlan Faults, bool Strict)
{
    private static readonly string[] Names = ["device_kind", "device_count", "memory_bytes", "pace", "faults", "strict"];

    public static ClientOptions From(IReadOnlyDictionary<string, object> options)
    {
        foreach (var name in options.Keys)
        {
            if (!Names.Contains(name))
                throw ProgramException.Invalid($"unknown create option '{name}'; allowed: {string.Join(", ", Names)}");
        }
        var profile = DeviceProfiles.Find(Text(options, "device_kind", "trn1"));
        var count = Integer(options, "device_count", profile.CoresPerDevice);
        if (count is < 1 or > 1024)
            throw ProgramException.Invalid($"device_count is {count}; allowed: 1 to 1024");
        var memory = Integer(options, "memory_bytes", profile.MemoryBytes);
        if (memory < 1)
            throw ProgramException.Invalid($"memory_bytes is {memory}; it must be positive");
        var pace = Number(options, "pace");
        if (!(pace >= 0 && double.IsFinite(pace)))
            throw ProgramException.Invalid($"pace is {pace}; allowed: 0 (as fast as it can) and above (1: the real device's peak)");
        var faults = FaultPlan.Parse(Text(options, "faults", ""), (int)count);
        return new ClientOptions(profile, (int)count, memory, pace, faults, Flag(options, "strict"));
    }

    private static string Text(IReadOnlyDictionary<string, object> options, string name, string otherwise)
        => !options.TryGetValue(name, out var value) ? otherwise : value as string ?? throw Wrong(name, "a text", value);

    private static long Integer(IReadOnlyDictionary<string, object> options, string name, long otherwise)
        => !options.TryGetValue(name, out var value) ? otherwise : value as long? ?? throw Wrong(name, "an integer", value);

    private static double Number(IReadOnlyDictionary<string, object> options, string name) => options.GetValueOrDefault(name) switch
    {
        null => 0,
        float value => value,
        long value => value,
        var value => throw Wrong(name, "a float", value),
    };

    private static bool Flag(IReadOnlyDictionary<string, object> options, string name) => options.GetValueOrDefault(name) switch
    {
        null => false,
        bool value => value,
        var value => throw Wrong(name, "a bool", value),
    };

    private static ProgramException Wrong(string name, string expected, object value)
        => ProgramException.Invalid($"create option {name} must be {expected}, a {value.GetType().Name} was given");
}
