using System.Diagnostics;
using Emulator.Kernels.Simd;

namespace Emulator.Tests.Execution;

/// <summary>The conformance set in a process whose runtime leaves vector instructions unused.</summary>
public sealed class FallbackTests
{
    private const string Expected = "EMULATOR_EXPECTED_LANES";

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 8)]
    [InlineData("DOTNET_EnableHWIntrinsic", 4)]
    public async Task Programs_are_right_without_the_widest_vectors(string variable, int lanes)
    {
        Assert.SkipWhen(Conformance.ConformanceSet.Folder is null, "the conformance set is not here");
        Assert.SkipWhen(SimdWidth.Widest < 16, "this processor has no vectors of 512 bits to do without");
        var start = new ProcessStartInfo("dotnet", [typeof(FallbackTests).Assembly.Location, "-class", typeof(ConformanceTests).FullName!, "-class", typeof(LaneTests).FullName!])
        {
            RedirectStandardOutput = true,
            Environment = { [variable] = "0", [Expected] = lanes.ToString() },
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
    }

    /// <summary>Run by the process above.</summary>
    public sealed class LaneTests
    {
        [Fact]
        public void Vectors_are_as_wide_as_the_environment_says()
        {
            if (Environment.GetEnvironmentVariable(Expected) is { } lanes)
                Assert.Equal(int.Parse(lanes), SimdWidth.Widest);
        }
    }
}
