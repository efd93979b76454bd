using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pjrt.Native;

namespace Pjrt;

/// <summary>A PJRT plugin: a function table, initialised once per process and never unloaded.</summary>
public sealed unsafe class PjrtPlugin
{
    private const string CpuPlatform = "cpu", CpuDeviceCount = "cpu_device_count";

    private static readonly ConcurrentDictionary<nint, Lazy<PjrtPlugin>> Plugins = new();

    private readonly FunctionTable _api;
    private readonly Lazy<string> _build;
    private bool _isCpu;

    private PjrtPlugin(FunctionTable api, Func<string> build)
    {
        (_api, _build) = (api, new Lazy<string>(build));
        ApiVersion = new ApiVersion(api.Major, api.Minor);
        var initialize = new ObjectArguments { StructSize = 16 };
        api.Call(Function.PluginInitialize, &initialize);
        var attributes = new PluginAttributesArguments { StructSize = (nuint)api.Sizes.PluginAttributes };
        api.Call(Function.PluginAttributes, &attributes);
        Attributes = NamedValues.Read(attributes.Attributes, attributes.Count);
    }

    /// <summary>The API version the plugin speaks; calls are made with the struct sizes of that minor.</summary>
    public ApiVersion ApiVersion { get; }

    /// <summary>What the plugin says of itself, such as <c>xla_version</c> and <c>stablehlo_current_version</c>.</summary>
    public IReadOnlyDictionary<string, PjrtValue> Attributes { get; }

    /// <summary>
    /// Which build this is: SHA-256 of its library, or what was said of a function table. Platform versions do not
    /// always tell builds apart, and one build's serialised executables are not for another.
    /// </summary>
    public string Build => _build.Value;

    internal FunctionTable Api => _api;

    /// <summary>Loads a plugin library and initialises it, or gives the one loaded before from the same file.</summary>
    /// <param name="path">Path of the library. Variables it reads must be set first: <see cref="PjrtEnvironment.Set"/>.</param>
    /// <exception cref="DllNotFoundException">The file is absent or cannot be loaded.</exception>
    /// <exception cref="EntryPointNotFoundException">The library has no <c>GetPjrtApi</c>.</exception>
    /// <exception cref="NotSupportedException">The plugin's version is not one that this binding speaks.</exception>
    /// <exception cref="PjrtException">Its initialisation failed.</exception>
    public static PjrtPlugin Load(string path)
    {
        var file = Path.GetFullPath(path);
        var getApi = (delegate* unmanaged[Cdecl]<nint>)PluginLibrary.EntryPoint(file);
        return Open(getApi(), () => HashOf(file));
    }

    /// <summary>Takes a <c>PJRT_Api*</c> that lives in this process, as <c>GetPjrtApi</c> returns it.</summary>
    /// <param name="api">Address of the table.</param>
    /// <param name="build">What <see cref="Build"/> says.</param>
    /// <exception cref="NotSupportedException">The plugin's version is not one that this binding speaks.</exception>
    /// <exception cref="PjrtException">Its initialisation failed.</exception>
    public static PjrtPlugin FromFunctionTable(nint api, string build = "") => Open(api, () => build);

    /// <summary>Creates a client: the devices of this plugin that this process uses.</summary>
    /// <param name="options">The plugin's create options; some plugins refuse names they do not know.</param>
    /// <param name="cores">
    /// How many devices are wanted; a plugin whose platform is <c>cpu</c> gets this as <c>cpu_device_count</c>, others
    /// have what they have.
    /// </param>
    /// <exception cref="PjrtException">The plugin refused, or has no device.</exception>
    public PjrtClient CreateClient(IReadOnlyDictionary<string, PjrtValue>? options = null, int? cores = null)
    {
        options ??= new Dictionary<string, PjrtValue>();
        if (cores is not int count || options.ContainsKey(CpuDeviceCount))
            return Create(options);
        var withCount = new Dictionary<string, PjrtValue>(options) { [CpuDeviceCount] = count };
        if (_isCpu)
            return Create(withCount);

        // Only a client knows its platform, and other platforms may refuse the option.
        var client = Create(options);
        _isCpu = client.PlatformName == CpuPlatform;
        if (!_isCpu || client.Devices.Count == count)
            return client;
        client.Dispose();
        return Create(withCount);
    }

    /// <summary>Finds an extension in the plugin's list.</summary>
    /// <param name="type">Its number in <c>PJRT_Extension_Type</c>.</param>
    /// <param name="extension">Address of its struct, which starts with size, type and next.</param>
    public bool TryGetExtension(int type, out nint extension)
    {
        for (extension = _api.Extensions; extension != 0; extension = *(nint*)(extension + 16))
            if (*(int*)(extension + 8) == type)
                return true;
        return false;
    }

    private static PjrtPlugin Open(nint table, Func<string> build)
    {
        ArgumentOutOfRangeException.ThrowIfZero(table);
        return Plugins.GetOrAdd(table, key => new Lazy<PjrtPlugin>(() => Initialize(key, build))).Value;
    }

    private static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static PjrtPlugin Initialize(nint table, Func<string> build)
    {
        var api = new FunctionTable(table);
        if (api.Major != 0 || api.Minor < StructSizes.OldestMinor)
        {
            throw new NotSupportedException(
                $"The plugin speaks PJRT {api.Major}.{api.Minor}; 0.{StructSizes.OldestMinor} or a later 0.x is needed.");
        }

        return new PjrtPlugin(api, build);
    }

    private PjrtClient Create(IReadOnlyDictionary<string, PjrtValue> options)
    {
        using var values = new NamedValues(options);
        var arguments = new ClientCreateArguments
        {
            StructSize = (nuint)_api.Sizes.ClientCreate,
            Options = values.Items,
            OptionCount = (nuint)values.Count,
        };
        _api.Call(Function.ClientCreate, &arguments);
        return new PjrtClient(_api, arguments.Client);
    }
}
