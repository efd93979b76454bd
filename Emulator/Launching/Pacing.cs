using System.Diagnostics;
using Emulator.Api.Compilation;
using Emulator.Devices;

namespace Emulator.Launching;

/// <summary>Makes an execution take as long as on the device that is emulated, or on one that is slow.</summary>
internal static class Pacing
{
    public static void Await(long start, Cost cost, EmulatedDevice[] devices, ClientOptions options)
    {
        var slowest = 1.0;
        if (options.Faults.Any)
        {
            foreach (var device in devices)
            {
                if (options.Faults[device.Index] is { Kind: FaultKind.Slow } fault)
                    slowest = Math.Max(slowest, fault.Factor);
            }
        }
        if (options.Pace == 0 && slowest == 1)
            return;

        // Roofline: arithmetic and memory traffic overlap on real devices, the longer one decides.
        var profile = options.Profile;
        var real = options.Pace * Math.Max(cost.Flops / profile.FlopsPerSecond, cost.Bytes / profile.BytesPerSecond);
        var taken = Stopwatch.GetElapsedTime(start);
        var remaining = TimeSpan.FromSeconds(Math.Max(real, taken.TotalSeconds) * slowest) - taken;
        if (remaining > TimeSpan.Zero)
            Thread.Sleep(remaining);
    }
}
