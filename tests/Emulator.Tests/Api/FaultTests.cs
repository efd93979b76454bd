using System.Diagnostics;
using Emulator.Api;
using Emulator.Errors;

namespace Emulator.Tests.Api;

public sealed class FaultTests
{
    [Fact]
    public void A_failing_device_fails_the_event_the_outputs_and_what_follows()
    {
        using var client = new RawClient(("faults", "fail:0"));
        var executable = client.Compile(RawClient.Negation());
        var input = client.Upload([1, 2, 3, 4], [4]);
        var events = new nint[1];
        var output = client.Execute(executable, [[input]], events: events)[0][0];
        Assert.Contains("trn1:0 failed", RawApi.Refused(ErrorCode.Internal, () => RawApi.Await(events[0])).Message);
        RawApi.Refused(ErrorCode.Internal, () => client.Download(output));
        var next = client.Execute(executable, [[output]])[0][0];
        RawApi.Refused(ErrorCode.Internal, () => client.Download(next));

        client.SetFault(0, kind: 0);
        Assert.Equal([-1, -2, -3, -4], client.Download(client.Execute(executable, [[input]])[0][0]));
    }

    [Fact]
    public void A_corrupt_device_computes_something_else()
    {
        using var client = new RawClient(("device_count", 2L));
        var executable = client.Compile(RawClient.Negation(), RawClient.Options(replicas: 2));
        client.SetFault(1, kind: 3);
        Assert.Equal(3, client.DeviceCounters(1).Get(48));
        nint[][] inputs = [[client.Upload([1, 2, 3, 4], [4])], [client.Upload([1, 2, 3, 4], [4], client.Devices[1])]];
        var outputs = client.Execute(executable, inputs);
        Assert.Equal([-1, -2, -3, -4], client.Download(outputs[0][0]));
        Assert.Equal([1, -2, -3, -4], client.Download(outputs[1][0]));
    }

    [Fact]
    public void A_slow_device_takes_longer()
    {
        using var client = new RawClient(("faults", "slow:0=1000"));
        var executable = client.Compile(RawClient.Negation(length: 100_000));
        var input = client.Upload(new float[100_000], [100_000]);
        var watch = Stopwatch.StartNew();
        client.Download(client.Execute(executable, [[input]])[0][0]);
        var slow = watch.Elapsed;
        client.SetFault(0, kind: 0);
        // The best of several: another program may have taken the processor during one.
        var normal = Enumerable.Range(0, 10).Min(_ =>
        {
            watch.Restart();
            client.Download(client.Execute(executable, [[input]])[0][0]);
            return watch.Elapsed;
        });
        Assert.True(slow > 2 * normal, $"slow {slow}, normal {normal}");
        RawApi.Refused(ErrorCode.InvalidArgument, () => client.SetFault(0, kind: 2, factor: 0.5));
        RawApi.Refused(ErrorCode.InvalidArgument, () => client.SetFault(7, kind: 1));
    }

    [Fact]
    public void A_paced_device_takes_the_real_devices_time()
    {
        // 4 MB in and out at 440 GB/s are 19 µs; a pace of 10,000 makes that 190 ms.
        using var client = new RawClient(("pace", 10_000f));
        var executable = client.Compile(RawClient.Negation(length: 1_000_000));
        var input = client.Upload(new float[1_000_000], [1_000_000]);
        var watch = Stopwatch.StartNew();
        client.Download(client.Execute(executable, [[input]])[0][0]);
        Assert.True(watch.Elapsed > TimeSpan.FromMilliseconds(150), $"{watch.Elapsed}");
    }
}
