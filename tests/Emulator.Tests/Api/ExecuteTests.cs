using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Api;
using Emulator.Errors;

namespace Emulator.Tests.Api;

public sealed class ExecuteTests
{
    [Fact]
    public void Arguments_of_wrong_number_place_or_shape_are_refused_by_Execute_itself()
    {
        using var client = new RawClient(("device_count", 2L));
        var executable = client.Compile(RawClient.Negation());
        var right = client.Upload([1, 2, 3, 4], [4]);
        var elsewhere = client.Upload([1, 2, 3, 4], [4], client.Devices[1]);
        var shape = client.Upload([1, 2, 3, 4], [2, 2]);
        Assert.Contains("takes 1 argument(s), 2 given", RawApi.Refused(ErrorCode.InvalidArgument, () => client.Execute(executable, [[right, right]])).Message);
        Assert.Contains("must be on trn1:0, it is on trn1:1", RawApi.Refused(ErrorCode.InvalidArgument, () => client.Execute(executable, [[elsewhere]])).Message);
        Assert.Contains("must be tensor<4xf32>, it is tensor<2x2xf32>", RawApi.Refused(ErrorCode.InvalidArgument, () => client.Execute(executable, [[shape]])).Message);
        Assert.Contains("runs on 1 device(s)", RawApi.Refused(ErrorCode.InvalidArgument, () => client.Execute(executable, [[right], [elsewhere]])).Message);
        Assert.Equal((32, 16), (client.MemoryStats(0).InUse, client.MemoryStats(1).InUse));
    }

    [Fact]
    public void A_donated_buffer_lives_on_as_the_output()
    {
        using var client = new RawClient();
        var executable = client.Compile(RawClient.Negation(donate: true));
        var input = client.Upload([1, 2, 3, 4], [4]);
        var before = Address(input);
        var output = client.Execute(executable, [[input]])[0][0];
        Assert.Equal([-1, -2, -3, -4], client.Download(output));
        Assert.Equal(before, Address(output));
        Assert.True(new Arguments(25).Set(16, input).Call(ApiFunction.BufferIsDeleted).GetFlag(24));
        Assert.Contains("deleted or donated buffer", RawApi.Refused(ErrorCode.InvalidArgument, () => client.Execute(executable, [[input]])).Message);
        RawApi.Refused(ErrorCode.InvalidArgument, () => client.Download(input));
    }

    [Fact]
    public void A_buffer_that_is_not_donatable_stays()
    {
        using var client = new RawClient();
        var executable = client.Compile(RawClient.Negation(donate: true));
        var input = client.Upload([1, 2, 3, 4], [4]);
        var output = client.Execute(executable, [[input]], nonDonatable: [0])[0][0];
        Assert.Equal([-1, -2, -3, -4], client.Download(output));
        Assert.Equal([1, 2, 3, 4], client.Download(input));
    }

    [Fact]
    public void Executions_follow_each_other_in_the_order_given()
    {
        using var client = new RawClient();
        var executable = client.Compile(RawClient.Negation(donate: true));
        var buffer = client.Upload([1, 2, 3, 4], [4]);
        for (var i = 0; i < 501; i++)
        {
            var next = client.Execute(executable, [[buffer]])[0][0];
            RawApi.Destroy(ApiFunction.BufferDestroy, buffer);
            buffer = next;
        }
        Assert.Equal([-1, -2, -3, -4], client.Download(buffer));
    }

    [Fact]
    public async Task The_end_is_told_by_callback()
    {
        using var client = new RawClient();
        var executable = client.Compile(RawClient.Negation());
        var events = new nint[1];
        client.Execute(executable, [[client.Upload([1, 2, 3, 4], [4])]], events: events);
        var told = new TaskCompletionSource<nint>(TaskCreationOptions.RunContinuationsAsynchronously);
        var handle = GCHandle.Alloc(told);
        OnReady(events[0], GCHandle.ToIntPtr(handle));
        Assert.Equal(0, await told.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        RawApi.Await(events[0]);
        handle.Free();
    }

    [Fact]
    public void A_portable_executable_runs_on_the_device_named()
    {
        using var client = new RawClient(("device_count", 2L));
        var portable = client.Compile(RawClient.Negation(), RawClient.Options(portable: true));
        var input = client.Upload([1, 2, 3, 4], [4], client.Devices[1]);
        var output = client.Execute(portable, [[input]], device: client.Devices[1])[0][0];
        Assert.Equal(client.Devices[1], new Arguments(32).Set(16, output).Call(ApiFunction.BufferDevice).Get(24));
        var bound = client.Compile(RawClient.Negation());
        RawApi.Refused(ErrorCode.InvalidArgument, () => client.Execute(bound, [[input]], device: client.Devices[1]));
    }

    [Fact]
    public void Outputs_that_do_not_fit_exhaust_the_device()
    {
        using var client = new RawClient(("memory_bytes", 100_000L));
        var executable = client.Compile(RawClient.Negation(length: 15_000));
        var input = client.Upload(new float[15_000], [15_000]);
        RawApi.Refused(ErrorCode.ResourceExhausted, () => client.Execute(executable, [[input]]));
        Assert.False(new Arguments(25).Set(16, input).Call(ApiFunction.BufferIsDeleted).GetFlag(24));
    }

    [Fact]
    public void Nothing_is_left_after_many_executions()
    {
        using var client = new RawClient(("device_count", 2L));
        var executable = client.Compile(RawClient.Negation(), RawClient.Options(replicas: 2));
        nint[][] inputs = [[client.Upload([1, 2, 3, 4], [4])], [client.Upload([5, 6, 7, 8], [4], client.Devices[1])]];
        long[] Live() => client.Counters().GetLongs(24, 8);
        client.Run(executable, inputs);
        var (before, memory) = (Live(), client.MemoryStats());
        for (var i = 0; i < 2000; i++)
            client.Run(executable, inputs);
        Assert.Equal(before, Live());
        Assert.Equal(memory, client.MemoryStats());
        Assert.Equal(2 * 2001, client.Counters().Get(104));
        Assert.Equal(2001, client.DeviceCounters(1).Get(32));
        Assert.True(client.DeviceCounters(1).Get(40) > 0);
    }

    private static nint Address(nint buffer) => new Arguments(32).Set(16, buffer).Call(ApiFunction.BufferUnsafePointer).Get(24);

    private static unsafe void OnReady(nint @event, nint argument)
        => new Arguments(40).Set(16, @event).Set(24, (nint)(delegate* unmanaged[Cdecl]<nint, nint, void>)&Tell).Set(32, argument).Call(ApiFunction.EventOnReady);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Tell(nint error, nint argument)
        => ((TaskCompletionSource<nint>)GCHandle.FromIntPtr(argument).Target!).SetResult(error);
}
