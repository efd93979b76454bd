namespace Fleet.Tests.Linting;

/// <summary>
/// Deliberate mistakes in a fleet file, one each. Every one is one problem, which says whose it is, what was given, and
/// what would do.
/// </summary>
public sealed class MutationTests
{
    /// <summary>What is wrong; the change; and what the problem's path and message must say.</summary>
    public static TheoryData<string, string, string[]> Mistakes => new()
    {
        { "a number of devices that the Neuron scheduler does not give", """{ "units/flux-trn1/devices": 6 }""", ["$.units.flux-trn1.devices", "6 devices", "1, 4, 8 or 16", "smallest that would do is 8"] },
        { "more devices than the instance has", """{ "units/flux-inf2/devices": 7 }""", ["$.units.flux-inf2.devices", "is 7", "1 to 6"] },
        { "devices that no shard would use", """{ "units/flux-trn1/tensorParallel": 1 }""", ["$.units.flux-trn1.devices", "8 devices", "16 cores", "use for 4", "Ask for 4"] },
        { "tensor parallelism that does not divide the heads", """{ "units/flux-inf2/tensorParallel": 5 }""", ["$.units.flux-inf2.tensorParallel", "5", "24 attention heads", "1, 2, 3, 4, 6, 8 or 12", "take 4"] },
        { "tensor parallelism over more cores than there are", """{ "units/flux-inf2/tensorParallel": 24 }""", ["$.units.flux-inf2.tensorParallel", "24", "1 to 12"] },
        { "a resource that the device plugin offers no more", """{ "units/flux-trn1/resource": "aws.amazon.com/neurondevice" }""", ["$.units.flux-trn1.resource", "neurondevice", "aws.amazon.com/neuron:", "leave 'resource' out"] },
        { "cores where devices are counted", """{ "units/flux-inf2/resource": "aws.amazon.com/neuroncore" }""", ["$.units.flux-inf2.resource", "whole devices", "aws.amazon.com/neuron:"] },
        { "a checkpoint too large for its device", """{ "units/flux-inf2/accelerator": "a10g", "units/flux-inf2/instance": "g5.xlarge", "units/flux-inf2/devices": 1, "units/flux-inf2/tensorParallel": 1 }""", ["$.units.flux-inf2.devices", "1 of a10g", "25.8 GB", "33.7 GB", "at least 2 devices", "g5.12xlarge, which has 4"] },
        { "weights twice as wide as the checkpoint's", """{ "units/flux-inf2/dtype": "float32", "units/flux-inf2/devices": 2, "units/flux-inf2/tensorParallel": 4 }""", ["$.units.flux-inf2.devices", "67.5 GB in float32", "at least 3 devices"] },
        { "an instance whose price nobody knows", """{ "units/flux-trn1/instance": "trn1n.32xlarge" }""", ["$.units.flux-trn1.usdPerHour", "missing", "trn1n.32xlarge", "US dollars an hour"] },
        { "a node pool called after another accelerator", """{ "units/flux-inf2/nodePool": "amd-nvidia-g6" }""", ["$.units.flux-inf2.nodePool", "flux-inf2 is on inferentia2", "amd-nvidia-g6", "amd-neuron-inf2"] },
        { "a node pool that two accelerators share", """{ "units/flux-inf2/nodePool": "models", "units/flux-trn1/nodePool": "models" }""", ["$.units.flux-inf2.nodePool", "flux-trn1 on trainium", "both name the node pool models", "amd-neuron-inf2"] },
        { "a checkpoint without a revision", """{ "models/flux/path": "hf://black-forest-labs/FLUX.1-dev" }""", ["$.models.flux.path", "no revision", "hf://owner/name@revision"] },
        { "a checkpoint by a browser's address", """{ "models/flux/path": "https://huggingface.co/black-forest-labs/FLUX.1-dev" }""", ["$.models.flux.path", "https://", "hf://owner/name@revision"] },
        { "a checkpoint whose size nobody says", """{ "models/flux/bytes": "-" }""", ["$.models.flux.bytes", "missing", "fits its devices"] },
        { "an architecture that does not exist", """{ "models/flux/architecture": "fluxx" }""", ["$.models.flux.architecture", "'fluxx'", "did you mean flux?"] },
        { "a rate a second for one a minute", """{ "units/flux-trn1/capacity/256x144/perMinute": 1.7 }""", ["$.units.flux-trn1.capacity.256x144.perMinute", "0.588 s", "1.7", "102.041 a minute", "one a second?"] },
        { "milliseconds for seconds", """{ "units/flux-trn1/capacity/256x144/latencySeconds": 588, "units/flux-trn1/capacity/1024x576": "-" }""", ["$.units.flux-trn1.capacity.256x144.latencySeconds", "588 s", "milliseconds?"] },
        { "a size turned around", """{ "units/flux-trn1/capacity/144x256": { "latencySeconds": 1 } }""", ["$.units.flux-trn1.capacity.144x256", "not a size", "256x144, 512x512, 1024x576"] },
        { "more replicas at least than at most", """{ "units/flux-inf2/replicas/min": 9 }""", ["$.units.flux-inf2.replicas", "min is 9", "max is 8"] },
        { "a name that Kubernetes does not take", """{ "units/Flux_G5": { "model": "flux", "accelerator": "a10g", "instance": "g5.12xlarge", "devices": 4, "tensorParallel": 4, "capacity": { "512x512": { "latencySeconds": 1 } } } }""", ["$.units.Flux_G5", "lower-case", "Kubernetes"] },
        { "a size that has no whole patches", """{ "models/flux/sizes": ["257x143", "256x144", "512x512", "1024x576"] }""", ["$.models.flux.sizes[0]", "257x143", "multiples of 16", "256x144"] },
        { "a name that the collector of telemetry has", """{ "units/collector": { "model": "flux", "accelerator": "a10g", "instance": "g5.12xlarge", "devices": 4, "tensorParallel": 4, "capacity": { "512x512": { "latencySeconds": 1 } } } }""", ["$.units.collector", "collector"] },
        { "a name that a compile Job has", """{ "units/flux-g5-compile": { "model": "flux", "accelerator": "a10g", "instance": "g5.12xlarge", "devices": 4, "tensorParallel": 4, "capacity": { "512x512": { "latencySeconds": 1 } } } }""", ["$.units.flux-g5-compile", "compile Jobs"] },
        { "a model that is not there", """{ "units/flux-trn1/model": "flux-dev" }""", ["$.units.flux-trn1.model", "'flux-dev'", "There are flux"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_one_problem_that_a_newcomer_understands(string mistake, string change, string[] said)
    {
        var problem = Assert.Single(Assert.Throws<FleetException>(() => TestFleets.Changed("fleets/eks.json", change)).Problems);

        Assert.Equal(said[0], problem.Path);
        Assert.All(said[1..], part => Assert.True(problem.Message.Contains(part, StringComparison.Ordinal), $"{mistake}: no '{part}' in: {problem.Message}"));
    }

    [Theory]
    [InlineData("fleet.json")]
    [InlineData("fleets/eks.json")]
    [InlineData("fleets/sd21.json")]
    [InlineData("fleets/flux-shapes.json")]
    public void The_fleets_at_hand_have_no_problem(string fleet) => Assert.NotEmpty(TestFleets.Changed(fleet, "{}").Units);

    [Fact]
    public void A_whole_instance_may_always_be_asked_for()
    {
        Assert.Equal(16, TestFleets.Changed("fleets/eks.json", """{ "units/flux-trn1/devices": 16 }""").Unit("flux-trn1")!.Devices);
        Assert.Equal(6, TestFleets.Changed("fleets/eks.json", """{ "units/flux-inf2/tensorParallel": 4 }""").Unit("flux-inf2")!.Devices);
    }

    [Fact]
    public void Heads_come_from_the_checkpoint_where_the_fleet_does_not_say()
    {
        var json = File.ReadAllBytes(FleetPaths.Resolve("fleet.json"));

        var problem = Assert.Single(Assert.Throws<FleetException>(() => FleetDefinition.Parse(json, headsIn: _ => 12)).Problems, problem => problem.Path.Contains("trn1", StringComparison.Ordinal));
        Assert.Contains("12 attention heads", problem.Message, StringComparison.Ordinal);
    }
}
