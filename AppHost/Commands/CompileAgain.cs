using Microsoft.Extensions.DependencyInjection;

namespace AppHost.Commands;

/// <summary>The dashboard's command that runs the compile job once more.</summary>
internal static class CompileAgain
{
    private const string Name = "compile-again";

    /// <summary>
    /// Offers the command. Workers that could not start because the job had failed are started when it has not failed this time.
    /// </summary>
    public static void WithCompileAgain(
        this IResourceBuilder<ProjectResource> compiler, IResourceBuilder<ProjectResource> startsAfterwards)
    {
        if (compiler.Resource.TryGetLastAnnotation<DependentWorkers>(out var workers))
        {
            workers.All.Add(startsAfterwards.Resource);
            return;
        }

        workers = new DependentWorkers([startsAfterwards.Resource]);
        compiler.WithAnnotation(workers);
        compiler.WithCommand(Name, "Compile again", context => ExecuteAsync(compiler.Resource, workers, context), new CommandOptions
        {
            Description = "Run the compile job again: what is in the store already is not compiled twice.",
            IconName = "ArrowSyncCircle",
            IsHighlighted = true,
            UpdateState = context => KnownResourceStates.TerminalStates.Contains(context.ResourceSnapshot.State?.Text)
                ? ResourceCommandState.Enabled
                : ResourceCommandState.Hidden,
        });
    }

    private static async Task<ExecuteCommandResult> ExecuteAsync(ProjectResource compiler, DependentWorkers workers, ExecuteCommandContext context)
    {
        var commands = context.ServiceProvider.GetRequiredService<ResourceCommandService>();
        var states = context.ServiceProvider.GetRequiredService<ResourceNotificationService>();
        var started = await commands.ExecuteCommandAsync(compiler, KnownResourceCommands.StartCommand, context.CancellationToken);
        if (!started.Success)
            return started;

        foreach (var worker in workers.All)
        {
            // They wait for the job by themselves, as at the first start.
            var state = await states.WaitForResourceAsync(worker.Name, static _ => true, context.CancellationToken);
            if (state.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
                await commands.ExecuteCommandAsync(worker, KnownResourceCommands.StartCommand, context.CancellationToken);
        }

        return CommandResults.Success("The compile job runs.");
    }

    private sealed record DependentWorkers(List<ProjectResource> All) : IResourceAnnotation;
}
