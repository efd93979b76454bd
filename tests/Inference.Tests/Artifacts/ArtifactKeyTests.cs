using Inference.Artifacts;
using Inference.Programs;
using Pjrt;

namespace Inference.Tests.Artifacts;

public sealed class ArtifactKeyTests
{
    private static readonly StageProgram Program = new("transformer", "block", "module {}", new CompileOptions());
    private static readonly ArtifactTarget Target = new("neuron", "2.1", "trn1", "2: 0,1", "pjrt=0.104");

    [Fact]
    public void Is_the_same_for_the_same_program_and_target()
    {
        var key = ArtifactKey.For(Program, Target);
        Assert.Matches("^[0-9a-f]{64}$", key.Value);
        Assert.Equal(key, ArtifactKey.For(Program with { Options = new CompileOptions() }, Target with { }));
    }

    [Fact]
    public void Tells_apart_everything_that_goes_in()
    {
        ArtifactKey[] keys =
        [
            ArtifactKey.For(Program, Target),
            ArtifactKey.For(Program with { Text = "module { }" }, Target),
            ArtifactKey.For(Program with { Options = new CompileOptions { Replicas = 2 } }, Target),
            ArtifactKey.For(Program with { Options = new CompileOptions { DeviceIds = [1] } }, Target),
            ArtifactKey.For(Program, Target with { Platform = "cuda" }),
            ArtifactKey.For(Program, Target with { PlatformVersion = "2.2" }),
            ArtifactKey.For(Program, Target with { DeviceKind = "inf2" }),
            ArtifactKey.For(Program, Target with { Topology = "4: 0,1,2,3" }),
            ArtifactKey.For(Program, Target with { Libraries = "pjrt=0.105" }),
            ArtifactKey.For(Program, Target with { Flags = "NEURON_CC_FLAGS=--optlevel=1" }),
            ArtifactKey.For(Program, Target with { Flags = "NEURON_CC_FLAGS=--optlevel=2" }),
            ArtifactKey.For(Program, Target with { Platform = "neuron2", PlatformVersion = ".1" }),
        ];
        Assert.Distinct(keys);
    }
}
