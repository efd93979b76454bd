using Aspire.Hosting.Pipelines;

namespace Standins.Tests.Pipelines;

public sealed class PipelineTests
{
    private static readonly string[] BeforeAll = [WellKnownPipelineSteps.ValidateComputeEnvironments, WellKnownPipelineSteps.BeforeStart];

    [Fact]
    public async Task Only_what_a_step_needs_is_run_in_the_order_of_need()
    {
        var steps = await PipelineRun.StepAsync("c", builder =>
        {
            builder.Pipeline.AddStep("c", Nothing, dependsOn: new[] { "b", "a" });
            builder.Pipeline.AddStep("a", Nothing);
            builder.Pipeline.AddStep("b", Nothing, dependsOn: "a");
            builder.Pipeline.AddStep("other", Nothing);
            builder.Pipeline.AddStep("also", Nothing, requiredBy: "b");
        });

        Assert.Equal([.. BeforeAll, "a", "also", "b", "c"], steps);
    }

    [Fact]
    public async Task Publishing_comes_after_parameters_and_before_the_verb()
    {
        var steps = await PipelineRun.StepAsync(WellKnownPipelineSteps.Publish, builder => builder.Pipeline.AddStep(
            "publish-here", Nothing, WellKnownPipelineSteps.PublishPrereq, WellKnownPipelineSteps.Publish));

        Assert.Equal([.. BeforeAll, "process-parameters", "publish-prereq", "publish-here", "publish"], steps);
    }

    [Fact]
    public async Task A_resource_brings_steps_and_connects_others()
    {
        var steps = await PipelineRun.StepAsync("deploy", builder => builder.AddParameter("region", "eu")
            .WithPipelineStepFactory(context => new PipelineStep
            {
                Name = $"make-{context.Resource.Name}",
                Action = Nothing,
                Tags = [WellKnownPipelineTags.ProvisionInfrastructure],
            })
            .WithPipelineConfiguration(context =>
            {
                Assert.Equal("make-region", Assert.Single(context.GetSteps(context.Model.Resources[0])).Name);
                context.GetSteps(WellKnownPipelineTags.ProvisionInfrastructure).RequiredBy(WellKnownPipelineSteps.Deploy);
            }));

        Assert.Equal([.. BeforeAll, "make-region", "deploy"], steps);
    }

    [Fact]
    public async Task Steps_that_need_each_other_are_named()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => PipelineRun.StepAsync("a", builder =>
        {
            builder.Pipeline.AddStep("a", Nothing, dependsOn: "b");
            builder.Pipeline.AddStep("b", Nothing, requiredBy: "a", dependsOn: "a");
        }));

        Assert.Contains("a → b → a", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_is_not_there_is_named()
    {
        var unknown = await Assert.ThrowsAsync<InvalidOperationException>(() => PipelineRun.StepAsync("nope", _ => { }));
        Assert.Contains("'nope' not found", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("'publish'", unknown.Message, StringComparison.Ordinal);

        var needed = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            PipelineRun.StepAsync("a", builder => builder.Pipeline.AddStep("a", Nothing, dependsOn: "gone")));
        Assert.Contains("unknown step 'gone'", needed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_step_throws_ends_the_run_and_is_told()
    {
        var failure = await Assert.ThrowsAnyAsync<DistributedApplicationException>(() => PipelineRun.StepAsync("b", builder =>
        {
            builder.Pipeline.AddStep("a", _ => throw new InvalidOperationException("no disk"));
            builder.Pipeline.AddStep("b", _ => throw new InvalidOperationException("must not run"), dependsOn: "a");
        }));

        Assert.Equal("Step 'a' failed: no disk", failure.Message);
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.Pipeline.AddStep("a", Nothing);

        Assert.Throws<InvalidOperationException>(() => builder.Pipeline.AddStep("a", Nothing));
        Assert.Throws<InvalidOperationException>(() => builder.Pipeline.AddStep(WellKnownPipelineSteps.Publish, Nothing));
        Assert.Throws<ArgumentException>(() => builder.Pipeline.AddStep("b", Nothing, dependsOn: 5));
    }

    [Fact]
    public async Task With_several_places_to_deploy_to_a_resource_names_its_own()
    {
        var failure = await Assert.ThrowsAnyAsync<DistributedApplicationException>(() => PipelineRun.StepAsync("publish", builder =>
        {
            var east = builder.AddResource(new Place("east"));
            builder.AddResource(new Place("west"));
            builder.AddContainer("bound", "image").WithComputeEnvironment(east);
            builder.AddContainer("loose", "image");
        }));

        Assert.Contains("'loose'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'east', 'west'", failure.Message, StringComparison.Ordinal);
    }

    private static Task Nothing(PipelineStepContext context) => Task.CompletedTask;

    private sealed class Place(string name) : Resource(name), IComputeEnvironmentResource;
}
