namespace Pjrt.Tests;

public sealed class ExecuteTests
{
    public static TheoryData<string> All => Plugins.All;

    [Theory]
    [MemberData(nameof(All))]
    public async Task Gives_every_output(string name)
    {
        using var client = Plugins.Open(name);
        using var executable = client.Compile(Programs.TwoOutputs, new CompileOptions());
        using var x = client.BufferFromHost([1f, 2, 3, 4, 5, 6], [2, 3], client.Devices[0]);
        using var y = client.BufferFromHost([2f, 2, 2, 3, 3, 7], [2, 3], client.Devices[0]);
        var result = executable.Execute([[x, y]]);
        await result.Completion;
        Assert.Equal([2f, 4, 6, 12, 15, 42], result.Outputs[0][0].ToArray<float>());
        Assert.Equal([false, false, true, true, true, false], result.Outputs[0][1].ToArray<bool>());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Devices_count_the_time_they_were_busy(string name)
    {
        using var client = Plugins.Open(name, devices: 2);
        using var executable = client.Compile(Programs.TwoOutputs, new CompileOptions());
        using var x = client.BufferFromHost([1f, 2, 3, 4, 5, 6], [2, 3], client.Devices[0]);
        using var y = client.BufferFromHost([2f, 2, 2, 3, 3, 7], [2, 3], client.Devices[0]);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => executable.Execute([[x, y]]).Completion));
        Assert.InRange(client.Devices[0].BusyTime, TimeSpan.FromTicks(1), watch.Elapsed);
        Assert.Equal(TimeSpan.Zero, client.Devices[1].BusyTime);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Replicas_sum_over_their_devices(string name)
    {
        // Devices in an order of their own: argument lists follow the assignment, not the device numbers.
        using var client = Plugins.Open(name, devices: 4);
        var options = new CompileOptions { Replicas = 4, DeviceIds = [2, 3, 1, 0] };
        using var executable = client.Compile(Programs.AllReduce(4), options);
        Assert.Equal([2, 3, 1, 0], executable.Devices.Select(device => device.Id));
        var arguments = executable.Devices
            .Select((device, i) => new[] { client.BufferFromHost([i + 1f, 10 * (i + 1f)], [2], device) }).ToArray();
        for (var run = 0; run < 50; run++)
        {
            var result = executable.Execute(arguments);
            await result.Completion;
            for (uint replica = 0; replica < 4; replica++)
            {
                Assert.Equal([10f, 100], result.Outputs[replica][0].ToArray<float>());
                Assert.Equal([replica], result.Outputs[replica][1].ToArray<uint>());
                Assert.Same(executable.Devices[(int)replica], result.Outputs[replica][0].Device);
            }
        }
    }

    [Theory]
    [InlineData(Shared.RealPlugins.Newer)]
    [InlineData(Shared.RealPlugins.Older)]
    public async Task Partitions_sum_over_their_devices(string name)
    {
        using var client = Plugins.Open(name, devices: 2);
        using var executable = client.Compile(Programs.PartitionedAllReduce, new CompileOptions { Partitions = 2, UseSpmd = true });
        Assert.Equal((1, 2), (executable.Replicas, executable.Partitions));
        var arguments = executable.Devices.Select((device, i) => new[] { client.BufferFromHost([i + 1f, 10f], [2], device) }).ToArray();
        var result = executable.Execute(arguments);
        await result.Completion;
        Assert.All(result.Outputs, outputs => Assert.Equal([3f, 20], outputs[0].ToArray<float>()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_donated_argument_is_gone_and_its_memory_is_the_output(string name)
    {
        using var client = Plugins.Open(name);
        using var executable = client.Compile(Programs.Donating, new CompileOptions());
        using var x = client.BufferFromHost([1f, 1, 1, 1], [4], client.Devices[0]);
        var state = client.BufferFromHost([1f, 2, 3, 4], [4], client.Devices[0]);
        for (var step = 0; step < 10; step++)
        {
            var next = executable.Execute([[state, x]]).Outputs[0][0];
            Assert.True(state.IsDeleted);
            Assert.Equal(PjrtErrorCode.InvalidArgument, Assert.Throws<PjrtException>(() => state.ToArray<float>()).Code);
            state.Dispose();
            state = next;
        }

        Assert.Equal([11f, 12, 13, 14], state.ToArray<float>());
        Assert.False(x.IsDeleted);
        state.Dispose();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_donation_can_be_withheld_for_one_run(string name)
    {
        using var client = Plugins.Open(name);
        using var executable = client.Compile(Programs.Donating, new CompileOptions());
        using var state = client.BufferFromHost([1f, 2, 3, 4], [4], client.Devices[0]);
        using var x = client.BufferFromHost([1f, 1, 1, 1], [4], client.Devices[0]);
        using var sum = executable.Execute([[state, x]], keptInputs: [0]).Outputs[0][0];
        Assert.Equal([2f, 3, 4, 5], sum.ToArray<float>());
        Assert.Equal([1f, 2, 3, 4], state.ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Wrong_arguments_are_refused(string name)
    {
        using var client = Plugins.Open(name, devices: 2);
        using var executable = client.Compile(Programs.Double, new CompileOptions());
        using var good = client.BufferFromHost(new float[6], [2, 3], client.Devices[0]);
        using var elsewhere = client.BufferFromHost(new float[6], [2, 3], client.Devices[1]);
        using var misshapen = client.BufferFromHost(new float[4], [2, 2], client.Devices[0]);
        Assert.Equal(PjrtErrorCode.InvalidArgument, Assert.Throws<PjrtException>(() => executable.Execute([[elsewhere]])).Code);
        Assert.Equal(PjrtErrorCode.InvalidArgument, Assert.Throws<PjrtException>(() => executable.Execute([[misshapen]])).Code);
        Assert.Equal(PjrtErrorCode.InvalidArgument, Assert.Throws<PjrtException>(() => executable.Execute([[]])).Code);
        Assert.Throws<ArgumentException>(() => executable.Execute([[good], [good]]));
        Assert.Throws<ArgumentException>(() => executable.Execute([]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_disposed_argument_is_named_and_the_others_stay_usable(string name)
    {
        using var client = Plugins.Open(name);
        using var executable = client.Compile(Programs.TwoOutputs, new CompileOptions());
        using var x = client.BufferFromHost(new float[6], [2, 3], client.Devices[0]);
        var gone = client.BufferFromHost(new float[6], [2, 3], client.Devices[0]);
        gone.Dispose();
        Assert.Throws<ObjectDisposedException>(() => executable.Execute([[x, gone]]));
        Assert.Throws<ObjectDisposedException>(() => executable.Execute([[gone, x]]));
        Assert.Equal(new float[6], x.ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Takes_more_arguments_than_fit_on_the_stack(string name)
    {
        const int Count = 700;
        using var client = Plugins.Open(name);
        using var executable = client.Compile(Programs.FirstPlusLast(Count), new CompileOptions());
        var scalars = Enumerable.Range(0, Count).Select(i => client.BufferFromHost([(float)i], [], client.Devices[0])).ToArray();
        using var sum = executable.Execute([scalars]).Outputs[0][0];
        Assert.Equal([Count - 1f], sum.ToArray<float>());
    }
}
