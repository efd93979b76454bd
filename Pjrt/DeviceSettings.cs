namespace Pjrt;

/// <summary>The section <c>Device</c> of the configuration: which plugin a process uses, and its create options.</summary>
public sealed record DeviceSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Device";

    /// <summary>Use the emulated accelerator in this process.</summary>
    public bool Emulated { get; init; }

    /// <summary>Path of a plugin's library: Neuron's, CUDA's, or any other.</summary>
    public string? Plugin { get; init; }

    /// <summary>Create options, as text; see <see cref="PjrtValue.Parse"/>.</summary>
    public Dictionary<string, string> Options { get; init; } = [];

    /// <summary>
    /// Version of a compiler that the plugin calls but does not contain, such as neuronx-cc: a part of what compiled
    /// programs depend on, and to be the same where they are loaded.
    /// </summary>
    public string CompilerVersion { get; init; } = "";

    /// <summary>Opens the plugin that the settings name.</summary>
    /// <param name="emulator">Gives the emulator's <c>PJRT_Api*</c>; called only when it is asked for.</param>
    /// <exception cref="InvalidOperationException">Neither is named, or both: the message says what to set.</exception>
    public PjrtPlugin OpenPlugin(Func<nint> emulator) => (Emulated, string.IsNullOrEmpty(Plugin)) switch
    {
        (true, true) => PjrtPlugin.FromFunctionTable(emulator(), emulator.Method.Module.ModuleVersionId.ToString()),
        (false, false) => PjrtPlugin.Load(Plugin!),
        (true, false) => throw new InvalidOperationException(
            $"Device:Emulated is true and Device:Plugin names {Plugin}; set only one of them."),
        (false, true) => throw new InvalidOperationException(
            "No device: set Device:Plugin (environment Device__Plugin) to a PJRT plugin's library, "
            + "or Device:Emulated=true (Device__Emulated) to use the emulated accelerator."),
    };

    /// <summary>Creates a client for a worker's devices. What the options say goes before what follows from the unit.</summary>
    /// <param name="plugin">The plugin that <see cref="OpenPlugin"/> gave.</param>
    /// <param name="deviceKind">What an emulated device is: <c>trn1</c>, <c>inf2</c>, <c>a10g</c> …</param>
    /// <param name="devices">How many devices: emulated ones, and those of a CPU plugin.</param>
    /// <param name="memoryBytes">Memory of an emulated device.</param>
    /// <exception cref="PjrtException">The plugin refused.</exception>
    public PjrtClient CreateClient(PjrtPlugin plugin, string deviceKind, int devices, long memoryBytes)
    {
        var options = new Dictionary<string, PjrtValue>();
        if (Emulated)
        {
            options["device_kind"] = deviceKind;
            options["device_count"] = devices;
            options["memory_bytes"] = memoryBytes;
            options["strict"] = true;
        }

        foreach (var (name, value) in Options)
            options[name] = PjrtValue.Parse(value);
        return plugin.CreateClient(options, Emulated ? null : devices);
    }
}
