using Emulator.Api;
using Emulator.Api.Extension;
using Emulator.Ir;

namespace Emulator.Tests.Api;

/// <summary>A client of the emulated device, driven through the table alone.</summary>
internal sealed unsafe class RawClient : IDisposable
{
    public RawClient(params (string Name, object Value)[] options)
    {
        var values = new NamedValueList(options);
        Handle = new Arguments(88).Set(16, (nint)values.Pointer).Set(24, options.Length).Call(ApiFunction.ClientCreate).Get(64);
        GC.KeepAlive(values);
        Devices = new Arguments(40).Set(16, Handle).Call(ApiFunction.ClientAddressableDevices).GetList<nint>(24, 32);
    }

    public nint Handle { get; }

    public nint[] Devices { get; }

    /// <summary>Negates [4] floats; with <paramref name="donate"/> in place.</summary>
    public static string Negation(int length = 4, bool donate = false) => $$"""
        module @negation {
          func.func @main(%x: tensor<{{length}}xf32>{{(donate ? " {tf.aliasing_output = 0 : i32}" : "")}}) -> tensor<{{length}}xf32> {
            %0 = "stablehlo.negate"(%x) : (tensor<{{length}}xf32>) -> tensor<{{length}}xf32>
            "func.return"(%0) : (tensor<{{length}}xf32>) -> ()
          }
        }
        """;

    /// <summary>CompileOptionsProto: replicas and, replica by replica, the devices.</summary>
    public static byte[] Options(int replicas = 1, int partitions = 1, int[]? devices = null, bool portable = false)
    {
        List<byte> build = [0x20, (byte)replicas, 0x28, (byte)partitions];
        if (partitions > 1)
            build.AddRange([0x30, 1]);
        if (devices is not null)
        {
            byte[] column = [0x0A, (byte)devices.Length, .. devices.Select(d => (byte)d)];
            byte[] assignment = [0x08, (byte)replicas, 0x10, 1, 0x1A, (byte)column.Length, .. column];
            build.AddRange([0x4A, (byte)assignment.Length, .. assignment]);
        }
        return [0x1A, (byte)build.Count, .. build, .. portable ? new byte[] { 0x20, 1 } : []];
    }

    public nint Compile(string program, byte[]? options = null, string format = "mlir")
    {
        var text = new Arguments(48).SetText(16, program, 24).SetText(32, format, 40);
        var call = new Arguments(56).Set(16, Handle).Set(24, text.Address).SetList<byte>(32, options ?? Options(), 40);
        var executable = call.Call(ApiFunction.ClientCompile).Get(48);
        GC.KeepAlive(text);
        return executable;
    }

    public nint Upload(ReadOnlySpan<float> values, ReadOnlySpan<long> dims, nint device = 0, ReadOnlySpan<long> strides = default)
    {
        var call = new Arguments(120).Set(16, Handle).SetList(24, values).SetInt(32, (int)ElementType.F32)
            .SetList(40, dims, 48).Set(80, device == 0 ? Devices[0] : device);
        if (!strides.IsEmpty)
            call.SetList(56, strides, 64);
        call.Call(ApiFunction.ClientBufferFromHostBuffer);
        RawApi.Await(call.Get(104));
        return call.Get(112);
    }

    public float[] Download(nint buffer)
    {
        var bytes = (int)new Arguments(56).Set(16, buffer).Call(ApiFunction.BufferToHostBuffer).Get(40);
        var target = Pinned.New<float>(Math.Max(1, bytes / sizeof(float)));
        var call = new Arguments(56).Set(16, buffer).Set(32, (nint)Pinned.Pointer(target)).Set(40, bytes);
        RawApi.Await(call.Call(ApiFunction.BufferToHostBuffer).Get(48));
        return target[..(bytes / sizeof(float))];
    }

    /// <summary>Runs on as many devices as there are lists of arguments. Gives the outputs; the events are the caller's when asked for.</summary>
    public nint[][] Execute(nint executable, nint[][] arguments, int outputs = 1, nint[]? events = null, long[]? nonDonatable = null, nint device = 0)
    {
        var results = Array.ConvertAll(arguments, _ => Pinned.New<nint>(outputs));
        var given = Array.ConvertAll(arguments, a => Pinned.Copy<nint>(a));
        var complete = Pinned.New<nint>(arguments.Length);
        var options = new Arguments(80).SetList<long>(56, nonDonatable ?? [], 64);
        var call = new Arguments(80).Set(16, executable).Set(24, options.Address)
            .SetList<nint>(32, Array.ConvertAll(given, g => (nint)Pinned.Pointer(g)), 40).Set(48, arguments.Length == 0 ? 0 : arguments[0].Length)
            .SetList<nint>(56, Array.ConvertAll(results, r => (nint)Pinned.Pointer(r))).Set(72, device);
        if (events is not null)
            call.Set(64, (nint)Pinned.Pointer(complete));
        call.Call(ApiFunction.LoadedExecutableExecute);
        // The table has pointers into these only.
        GC.KeepAlive(given);
        GC.KeepAlive(options);
        GC.KeepAlive(results);
        if (events is not null)
            complete.CopyTo(events, 0);
        return results;
    }

    /// <summary>Runs to the end and destroys what came of it.</summary>
    public void Run(nint executable, nint[][] arguments)
    {
        var events = new nint[arguments.Length];
        var outputs = Execute(executable, arguments, events: events);
        Array.ForEach(events, RawApi.Await);
        foreach (var output in outputs.SelectMany(o => o))
            RawApi.Destroy(ApiFunction.BufferDestroy, output);
    }

    public (long InUse, long Peak, long Limit) MemoryStats(int device = 0)
    {
        var stats = new Arguments(185).Set(16, Devices[device]).Call(ApiFunction.DeviceMemoryStats);
        return (stats.Get(24), stats.Get(32), stats.Get(80));
    }

    public void SetFault(int device, int kind, double factor = 0)
        => new Arguments(48).Set(16, Handle).Set(24, device).SetInt(32, kind).Set(40, (nint)BitConverter.DoubleToInt64Bits(factor)).Call(Extension(5));

    public Arguments Counters() => new Arguments(112).Set(16, Handle).Call(Extension(3));

    public Arguments DeviceCounters(int device) => new Arguments(56).Set(16, Handle).Set(24, device).Call(Extension(4));

    public void Dispose() => RawApi.Destroy(ApiFunction.ClientDestroy, Handle);

    private static nint Extension(int word)
    {
        var extension = *(nint**)(RawApi.Table + 8);
        while (extension is not null && *(int*)(extension + 1) != EmulatorExtension.Type)
            extension = (nint*)extension[2];
        return extension[word];
    }
}
