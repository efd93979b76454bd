using System.Runtime.CompilerServices;
using Pjrt.Emulation;

namespace Pjrt.Tests;

/// <summary>What only the emulated device can show: its counters, its memory, its faults.</summary>
public sealed class EmulatorTests
{
    private static readonly Dictionary<string, PjrtValue> OneDevice = new() { ["device_kind"] = "trn1", ["device_count"] = 1 };

    [Fact]
    public void Only_the_emulator_has_the_extension()
    {
        Assert.NotNull(EmulatorExtension.Find(Plugins.Load(Plugins.Emulator)));
        Assert.Null(EmulatorExtension.Find(Plugins.Load(Shared.RealPlugins.Newer)));
    }

    [Fact]
    public async Task Ten_thousand_executions_leave_nothing_behind()
    {
        var plugin = Plugins.Load(Plugins.Emulator);
        var emulator = EmulatorExtension.Find(plugin)!;
        using var client = plugin.CreateClient(OneDevice);
        using var executable = client.Compile(Programs.TwoOutputs, new CompileOptions());
        using var x = client.BufferFromHost([1f, 2, 3, 4, 5, 6], [2, 3], client.Devices[0]);
        var host = new byte[24];
        await RunAsync();
        var before = emulator.GetCounters(client);
        for (var run = 0; run < 10_000; run++)
            await RunAsync();
        var after = emulator.GetCounters(client);
        Assert.Equal(before with { Executions = after.Executions }, after);
        Assert.Equal(10_000, after.Executions - before.Executions);

        async Task RunAsync()
        {
            using var y = client.BufferFromHost([2f, 2, 2, 2, 2, 2], [2, 3], client.Devices[0]);
            var result = executable.Execute([[x, y]]);
            await result.Outputs[0][0].ToHostAsync(host);
            await result.Outputs[0][1].ReadyAsync();
            await result.Completion;
            foreach (var output in result.Outputs[0])
                output.Dispose();
            Assert.Throws<PjrtException>(() => executable.Execute([[x]]));
        }
    }

    [Fact]
    public void Everything_goes_with_a_client_whatever_is_disposed_first()
    {
        var plugin = Plugins.Load(Plugins.Emulator);
        var emulator = EmulatorExtension.Find(plugin)!;
        var client = plugin.CreateClient(OneDevice);
        using var watcher = plugin.CreateClient(OneDevice);
        var executable = client.Compile(Programs.Double, new CompileOptions());
        var buffer = client.BufferFromHost(new float[6], [2, 3], client.Devices[0]);
        var serialized = executable.Serialize();
        var loaded = client.Load(serialized);
        var counters = emulator.GetCounters(client);
        Assert.Equal((1, 1, 2), (counters.Buffers, counters.Compilations, counters.LoadedExecutables));
        Assert.Equal(0, counters.SerializedExecutables);
        client.Dispose();
        executable.Dispose();
        buffer.Dispose();
        loaded.Dispose();
        Assert.Throws<ObjectDisposedException>(() => emulator.GetCounters(client));
    }

    [Fact]
    public void What_nobody_disposes_goes_with_the_garbage()
    {
        var plugin = Plugins.Load(Plugins.Emulator);
        var emulator = EmulatorExtension.Find(plugin)!;
        using var client = plugin.CreateClient(OneDevice);
        Forget(client);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var counters = emulator.GetCounters(client);
        Assert.Equal((0, 0, 0), (counters.Buffers, counters.Executables, counters.LoadedExecutables));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(PjrtClient client)
        {
            var executable = client.Compile(Programs.Double, new CompileOptions());
            executable.Execute([[client.BufferFromHost(new float[6], [2, 3], client.Devices[0])]]).Outputs[0][0].ToArray<float>();
        }
    }

    [Fact]
    public void Loading_compiles_nothing()
    {
        var plugin = Plugins.Load(Plugins.Emulator);
        var emulator = EmulatorExtension.Find(plugin)!;
        using var client = plugin.CreateClient(OneDevice);
        using var compiled = client.Compile(Programs.Double, new CompileOptions());
        using var loading = plugin.CreateClient(OneDevice);
        using var loaded = loading.Load(compiled.Serialize());
        var counters = emulator.GetCounters(loading);
        Assert.Equal((0, 1), (counters.Compilations, counters.Loads));
    }

    [Fact]
    public void Memory_is_counted_and_runs_out()
    {
        var plugin = Plugins.Load(Plugins.Emulator);
        using var client = plugin.CreateClient(new Dictionary<string, PjrtValue>(OneDevice) { ["memory_bytes"] = 1L << 20 });
        var device = client.Devices[0];
        var before = device.GetMemoryStats()!;
        Assert.Equal(1L << 20, before.BytesLimit);
        using var buffer = client.BufferFromHost(new float[1 << 16], [1 << 16], device);
        Assert.InRange(device.GetMemoryStats()!.BytesInUse - before.BytesInUse, 1 << 18, (1 << 18) + 4096);
        var exception = Assert.Throws<PjrtException>(() => client.BufferFromHost(new float[1 << 18], [1 << 18], device));
        Assert.Equal(PjrtErrorCode.ResourceExhausted, exception.Code);
    }

    [Fact]
    public async Task A_failing_device_fails_the_completion_and_the_outputs()
    {
        var plugin = Plugins.Load(Plugins.Emulator);
        var emulator = EmulatorExtension.Find(plugin)!;
        using var client = plugin.CreateClient(OneDevice);
        using var executable = client.Compile(Programs.Double, new CompileOptions());
        using var x = client.BufferFromHost([1f, 2, 3, 4, 5, 6], [2, 3], client.Devices[0]);
        emulator.SetFault(client, 0, DeviceFault.Fail);
        Assert.Equal(DeviceFault.Fail, emulator.GetDeviceCounters(client, 0).Fault);
        var result = executable.Execute([[x]]);
        await Assert.ThrowsAsync<PjrtException>(() => result.Completion);
        await Assert.ThrowsAsync<PjrtException>(() => result.Outputs[0][0].ReadyAsync());
        Assert.Throws<PjrtException>(() => result.Outputs[0][0].ToArray<float>());

        emulator.SetFault(client, 0, DeviceFault.None);
        using var y = executable.Execute([[x]]).Outputs[0][0];
        Assert.Equal([2f, 4, 6, 8, 10, 12], y.ToArray<float>());
        Assert.Throws<PjrtException>(() => emulator.SetFault(client, 1, DeviceFault.None));
    }
}
