using System.Security.Cryptography;
using System.Text;
using Emulator.Api;
using Emulator.Errors;
using Emulator.Objects;

namespace Emulator.Devices;

/// <summary>A PJRT_TopologyDescription: kind and number of devices, enough to compile without a client.</summary>
internal sealed class Topology : PluginObject
{
    private readonly nint[] _handles;

    /// <summary>A topology the caller destroys.</summary>
    public Topology(ClientOptions options)
        : base(ObjectKind.Topology, Counters.Process)
        => (Options, Descriptions, _handles, Attributes) = Describe(options);

    /// <summary>The topology that belongs to a client.</summary>
    public Topology(EmulatedClient client)
        => (Options, Descriptions, _handles, Attributes) = Describe(client.Options);

    public ClientOptions Options { get; }

    public DeviceDescription[] Descriptions { get; }

    public NamedValueList Attributes { get; }

    public unsafe nint* Handles => Pinned.Pointer(_handles);

    public ulong Fingerprint => BitConverter.ToUInt64(SHA256.HashData(Serialize()));

    public byte[] Serialize()
        => Encoding.UTF8.GetBytes($"emulated topology 1 {Options.Profile.Kind} {Options.DeviceCount} {Options.MemoryBytes} {(Options.Strict ? "strict" : "lenient")}");

    public static Topology Deserialize(ReadOnlySpan<byte> bytes)
    {
        var parts = Encoding.UTF8.GetString(bytes).Split(' ');
        if (parts is not ["emulated", "topology", "1", var kind, var count, var memory, "strict" or "lenient"]
            || !long.TryParse(count, out var devices) || !long.TryParse(memory, out var size))
            throw ProgramException.Invalid("the bytes are no serialised topology of the emulated device");
        return new Topology(ClientOptions.From(new Dictionary<string, object>
        {
            ["device_kind"] = kind,
            ["device_count"] = devices,
            ["memory_bytes"] = size,
            ["strict"] = parts[^1] == "strict",
        }));
    }

    public override void Destroy()
    {
        foreach (var description in Descriptions)
            description.Destroy();
        base.Destroy();
    }

    private static (ClientOptions Options, DeviceDescription[] Descriptions, nint[] Handles, NamedValueList Attributes) Describe(ClientOptions options)
    {
        var descriptions = new DeviceDescription[options.DeviceCount];
        for (var i = 0; i < descriptions.Length; i++)
            descriptions[i] = new DeviceDescription(options.Profile, i, options.MemoryBytes);
        var attributes = new NamedValueList(("device_kind", options.Profile.Kind), ("device_count", (long)options.DeviceCount), ("emulated", true));
        return (options, descriptions, Pinned.Copy<nint>(Array.ConvertAll(descriptions, d => d.Handle)), attributes);
    }
}
