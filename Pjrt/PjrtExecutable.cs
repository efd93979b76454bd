using Pjrt.Native;

namespace Pjrt;

/// <summary>A program compiled for devices and loaded on them.</summary>
public sealed unsafe partial class PjrtExecutable : IDisposable
{
    private readonly PjrtClient _client;
    private readonly FunctionTable _api;
    private readonly NativeHandle _loaded;
    private readonly NativeHandle _executable;
    private IReadOnlyList<IReadOnlyList<long>>? _outputDimensions;
    private ElementType[]? _outputTypes;

    internal PjrtExecutable(PjrtClient client, nint pointer)
    {
        (_client, _api) = (client, client.Api);
        _loaded = new NativeHandle(_api, Function.LoadedExecutableDestroy, pointer, client.Handle);
        var inner = _api.GetPointer(Function.LoadedExecutableGetExecutable, pointer);
        _executable = new NativeHandle(_api, Function.ExecutableDestroy, inner, client.Handle);
        OutputCount = (int)_api.GetPointer(Function.ExecutableNumOutputs, inner);
        var devices = _api.GetArray<nint>(Function.LoadedExecutableAddressableDevices, pointer);
        Devices = [.. devices.Select(client.FindDevice)];
    }

    /// <summary>The devices it runs on, in the order in which <see cref="Execute(ReadOnlySpan{PjrtBuffer[]}, ReadOnlySpan{long})"/> takes arguments.</summary>
    public IReadOnlyList<PjrtDevice> Devices { get; }

    /// <summary>Outputs of each device.</summary>
    public int OutputCount { get; }

    /// <summary>Name of the program's module.</summary>
    public string Name => Get(Function.ExecutableName, _api.GetText);

    /// <summary>Copies of the program that run together.</summary>
    public int Replicas => (int)Get(Function.ExecutableNumReplicas, _api.GetPointer);

    /// <summary>Partitions of each copy.</summary>
    public int Partitions => (int)Get(Function.ExecutableNumPartitions, _api.GetPointer);

    /// <summary>A text that is equal for equal programs of equal plugins, or null if the plugin gives none.</summary>
    public string? Fingerprint => OrNull(() => Get(Function.ExecutableFingerprint, _api.GetText));

    /// <summary>Element type of each output.</summary>
    public IReadOnlyList<ElementType> OutputTypes =>
        _outputTypes ??= Get(Function.ExecutableOutputElementTypes, _api.GetArray<ElementType>);

    /// <summary>Shape of each output.</summary>
    public IReadOnlyList<IReadOnlyList<long>> OutputDimensions => _outputDimensions ??= ReadOutputDimensions();

    /// <summary>The planned memory of one execution, or null if the plugin does not tell.</summary>
    public CompiledMemoryStats? GetMemoryStats() => OrNull(ReadMemoryStats);

    /// <summary>The compiled program as bytes that a client of the same platform and version loads.</summary>
    /// <exception cref="PjrtException">The plugin cannot serialise.</exception>
    public byte[] Serialize()
    {
        using var executable = _executable.Use();
        var arguments = new SerializeArguments { StructSize = SerializeArguments.Size, Executable = executable.Pointer };
        _api.Call(Function.ExecutableSerialize, &arguments);
        try
        {
            return new ReadOnlySpan<byte>(arguments.Bytes, checked((int)arguments.ByteCount)).ToArray();
        }
        finally
        {
            if (arguments.Delete != null)
                arguments.Delete(arguments.Owner);
        }
    }

    /// <summary>Unloads the program.</summary>
    public void Dispose()
    {
        _executable.Dispose();
        _loaded.Dispose();
    }

    private static T? OrNull<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (PjrtException exception) when (exception.Code == PjrtErrorCode.Unimplemented)
        {
            return null;
        }
    }

    private CompiledMemoryStats ReadMemoryStats()
    {
        using var executable = _executable.Use();
        var stats = new CompiledMemoryArguments
        {
            StructSize = (nuint)_api.Sizes.CompiledMemoryStats,
            Executable = executable.Pointer,
        };
        _api.Call(Function.ExecutableGetCompiledMemoryStats, &stats);
        return new CompiledMemoryStats(stats.GeneratedCode, stats.Arguments, stats.Outputs, stats.Aliases, stats.Temporaries);
    }

    private long[][] ReadOutputDimensions()
    {
        using var executable = _executable.Use();
        var arguments = new OutputDimensionsArguments
        {
            StructSize = OutputDimensionsArguments.Size,
            Executable = executable.Pointer,
        };
        _api.Call(Function.ExecutableOutputDimensions, &arguments);
        var result = new long[arguments.OutputCount][];
        var next = arguments.Dimensions;
        for (var i = 0; i < result.Length; i++)
        {
            var rank = checked((int)arguments.Ranks[i]);
            result[i] = new ReadOnlySpan<long>(next, rank).ToArray();
            next += rank;
        }

        return result;
    }

    private T Get<T>(Function function, Func<Function, nint, T> read)
    {
        using var executable = _executable.Use();
        return read(function, executable.Pointer);
    }
}
