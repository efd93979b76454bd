using Compiler.Units;
using Fleet;
using Inference.Artifacts;
using Inference.Programs;
using Pjrt;

namespace Compiler.Tests;

public sealed class UnitEnvironmentTests
{
    private static readonly DeviceSettings Real = new() { Plugin = "libneuronpjrt.so" };

    private static readonly FleetDefinition Fleet = FleetDefinition.Load();

    [Fact]
    public void Each_family_has_its_own()
    {
        var neuron = UnitEnvironment.Of(Fleet.Unit("flux-inf2")!);
        Assert.Equal(("12", "flux-inf2", "0.114"), (neuron["NEURON_RT_NUM_CORES"], neuron["NEURON_PROCESS_TAG"], neuron["NEURON_INTERNAL_PJRT_C_API_VERSION"]));
        Assert.Contains("--model-type=transformer", neuron["NEURON_CC_FLAGS"]);
        var cuda = UnitEnvironment.Of(Fleet.Unit("flux-g5")!);
        Assert.Equal("0,1,2,3", cuda["CUDA_VISIBLE_DEVICES"]);
        Assert.DoesNotContain("NEURON_CC_FLAGS", cuda.Keys);
    }

    [Fact]
    public void A_family_that_is_not_known_gets_nobody_elses()
    {
        var unit = Fleet.Unit("flux-g5")!;
        var other = unit with { Accelerator = unit.Accelerator with { Family = (AcceleratorFamily)99 } };
        Assert.Contains("'flux-g5' is on 99", Assert.Throws<NotSupportedException>(() => UnitEnvironment.Of(other)).Message);
    }

    [Theory]
    [InlineData("NEURON_CC_FLAGS")]
    [InlineData("XLA_FLAGS")]
    public void Other_compiler_flags_give_another_key_and_the_same_flags_the_same(string variable)
    {
        Assert.Equal(KeyWith(variable, "--optlevel=1"), KeyWith(variable, "--optlevel=1"));
        Assert.NotEqual(KeyWith(variable, "--optlevel=1"), KeyWith(variable, "--optlevel=2"));
    }

    [Fact]
    public void What_only_names_the_process_does_not_change_the_key() =>
        Assert.Equal(KeyWith("NEURON_PROCESS_TAG", "a"), KeyWith("NEURON_PROCESS_TAG", "b"));

    private static ArtifactKey KeyWith(string variable, string value)
    {
        var before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, value);
        try
        {
            var target = new ArtifactTarget("neuron", "2.1", "trn1", "2: 0,1", "pjrt=0.104", UnitEnvironment.CompilerFlags(Real));
            return ArtifactKey.For(new StageProgram("transformer", "block", "module {}", new CompileOptions()), target);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }
}
