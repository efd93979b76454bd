using Compiler.Jobs;

namespace Compiler.Tests;

public sealed class JobArgumentsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("--Worker:Unit=flux-a")]
    [InlineData("--worker:unit flux-a --Fleet:Path=some.json")]
    [InlineData("--benchmark 5")]
    [InlineData("--resume=flux-a-deployment,flux-b-deployment")]
    [InlineData("--Worker:Unit=flux-a --size=64x32 --models=/app --release=flux-a-deployment --benchmark=0 --content=1f")]
    [InlineData("--Device:Options:device_kind=trn1 --Device:Emulated true")]
    public void Settings_are_understood(string line) => Assert.Null(JobArguments.Problem(Split(line)));

    [Theory]
    [InlineData("--unit flux-a", "--unit")]
    [InlineData("flux-a", "flux-a")]
    [InlineData("--Device:Options: 1", "--Device:Options:")]
    [InlineData("--benchmark", "--benchmark wants a value: --benchmark <pictures>")]
    [InlineData("--benchmark --Worker:Unit=flux-a", "--benchmark wants a value")]
    public void Anything_else_is_named(string line, string named) =>
        Assert.StartsWith(named, JobArguments.Problem(Split(line)), StringComparison.Ordinal);

    private static string[] Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
