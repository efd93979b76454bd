using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

// A small application for the tests of the stand-ins: a job, a service that waits for it, one that waits for that.
var builder = DistributedApplication.CreateBuilder(args);
if (builder.Configuration["Fail"] is { } reason)
    throw new InvalidOperationException(reason);

var secret = builder.AddParameter("secret", "hush", secret: true);
var job = builder.AddProject<Projects.EchoService>("job")
    .WithEnvironment("ECHO_EXIT", builder.Configuration["Job:Exit"] ?? "0");
var back = builder.AddProject<Projects.EchoService>("back", launchProfileName: null)
    .WithHttpEndpoint()
    .WithEnvironment("ECHO_SECRET", secret)
    .WithHttpHealthCheck("/health")
    .WaitForCompletion(job);
builder.AddProject<Projects.EchoService>("front")
    .WithReference(back)
    .WithHttpHealthCheck("/health")
    .WaitFor(back);
if (builder.Configuration["Busy"] is { } file)
{
    builder.AddProject<Projects.EchoService>("busy", launchProfileName: null)
        .WithHttpEndpoint()
        .WithEnvironment("ECHO_ENDS_WITH_FILE", file);
}

// Publishing writes what the services would be told.
builder.Pipeline.AddStep(
    "publish-echo",
    async context =>
    {
        if (builder.Configuration["FailPublish"] is { } refusal)
            throw new InvalidOperationException(refusal);
        if (builder.Configuration["EndlessPublish"] is not null)
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        var folder = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        Directory.CreateDirectory(folder);
        var names = context.Model.Resources.Select(resource => resource.Name);
        await File.WriteAllLinesAsync(Path.Combine(folder, "resources.txt"), names, context.CancellationToken);
        context.Summary.Add("Output", folder);
    },
    dependsOn: WellKnownPipelineSteps.PublishPrereq,
    requiredBy: WellKnownPipelineSteps.Publish);
builder.Pipeline.AddStep("greet", context =>
{
    context.Logger.LogInformation("Hello from a step.");
    return Task.CompletedTask;
});

builder.Build().Run();
