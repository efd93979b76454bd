using System.Text;
using Pjrt.Native;

namespace Pjrt;

/// <summary>
/// A plugin's devices as one process uses them. Buffers and executables may outlive the call to <see cref="Dispose"/>:
/// the native client goes when the last of them has gone, but nothing new can be made of it.
/// </summary>
public sealed unsafe partial class PjrtClient : IDisposable
{
    private readonly FunctionTable _api;
    private readonly NativeHandle _handle;
    private readonly Dictionary<nint, PjrtDevice> _devices = [];

    internal PjrtClient(FunctionTable api, nint pointer)
    {
        _api = api;
        _handle = new NativeHandle(api, Function.ClientDestroy, pointer, parent: null);
        PlatformName = api.GetText(Function.ClientPlatformName, pointer);
        PlatformVersion = api.GetText(Function.ClientPlatformVersion, pointer);
        var devices = api.GetArray<nint>(Function.ClientAddressableDevices, pointer);
        Devices = [.. devices.Select(device => new PjrtDevice(api, _handle, device))];
        foreach (var device in Devices)
            _devices.Add(device.Pointer, device);
    }

    /// <summary>Name of the platform, such as <c>cpu</c>, <c>cuda</c>, <c>neuron</c>.</summary>
    public string PlatformName { get; }

    /// <summary>The plugin's own version text; serialised executables load only where it is the same.</summary>
    public string PlatformVersion { get; }

    /// <summary>The devices of this process, in the plugin's order.</summary>
    public IReadOnlyList<PjrtDevice> Devices { get; }

    internal FunctionTable Api => _api;

    internal NativeHandle Handle => _handle;

    /// <summary>Compiles a program in StableHLO text (or any other MLIR text or bytecode the plugin reads).</summary>
    /// <exception cref="PjrtException">The program is bad, or asks for what the device does not have.</exception>
    /// <exception cref="ObjectDisposedException">The client is disposed.</exception>
    public PjrtExecutable Compile(string program, CompileOptions options)
    {
        using var client = _handle.Use();
        var code = Encoding.UTF8.GetBytes(program);
        var optionBytes = options.ToProto();
        fixed (byte* codePointer = code, optionPointer = optionBytes, format = "mlir"u8)
        {
            var text = new ProgramText
            {
                StructSize = ProgramText.Size,
                Code = codePointer,
                CodeSize = (nuint)code.Length,
                Format = format,
                FormatSize = 4,
            };
            var arguments = new CompileArguments
            {
                StructSize = CompileArguments.Size,
                Client = client.Pointer,
                Program = &text,
                Options = optionPointer,
                OptionsSize = (nuint)optionBytes.Length,
            };
            _api.Call(Function.ClientCompile, &arguments);
            return new PjrtExecutable(this, arguments.Executable);
        }
    }

    /// <summary>Loads what <see cref="PjrtExecutable.Serialize"/> gave, on the same platform and version.</summary>
    /// <param name="serialized">The bytes.</param>
    /// <param name="overrides">Other compile options, for instance another device assignment; null: those of the compilation.</param>
    /// <exception cref="PjrtException">The bytes are not a program of this plugin.</exception>
    /// <exception cref="ObjectDisposedException">The client is disposed.</exception>
    public PjrtExecutable Load(ReadOnlySpan<byte> serialized, CompileOptions? overrides = null)
    {
        using var client = _handle.Use();
        var optionBytes = overrides?.ToProto() ?? [];
        fixed (byte* bytes = serialized, optionPointer = optionBytes)
        {
            var arguments = new DeserializeArguments
            {
                StructSize = (nuint)_api.Sizes.DeserializeAndLoad,
                Client = client.Pointer,
                Serialized = bytes,
                SerializedSize = (nuint)serialized.Length,
                OverriddenOptions = optionPointer,
                OverriddenOptionsSize = (nuint)optionBytes.Length,
            };
            _api.Call(Function.ExecutableDeserializeAndLoad, &arguments);
            return new PjrtExecutable(this, arguments.Executable);
        }
    }

    /// <summary>Destroys the client, or lets it go with the last of its buffers and executables.</summary>
    public void Dispose() => _handle.Dispose();

    internal PjrtDevice FindDevice(nint pointer) => _devices.TryGetValue(pointer, out var device)
        ? device
        : throw new PjrtException(PjrtErrorCode.Internal, "The plugin named a device that the client does not list.");
}
