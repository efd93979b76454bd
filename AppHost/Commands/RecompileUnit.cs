using Fleet;
using Microsoft.Extensions.DependencyInjection;

namespace AppHost.Commands;

/// <summary>
/// Compiles a unit's programs anew. The worker stops first, for it may still read them, and starts by itself when the
/// compile job has finished.
/// </summary>
internal sealed class RecompileUnit(Unit unit, ProjectResource worker, ProjectResource compiler, string artifacts)
{
    /// <summary>Where the store has the unit's programs; units of the same model and accelerator share them.</summary>
    internal string Folder => Path.Combine(artifacts, unit.Model.Name, unit.Accelerator.Name);

    public async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context)
    {
        var commands = context.ServiceProvider.GetRequiredService<ResourceCommandService>();
        var states = context.ServiceProvider.GetRequiredService<ResourceNotificationService>();
        if (await StateAsync(compiler) is { } job && !KnownResourceStates.TerminalStates.Contains(job))
            return CommandResults.Failure("The compile job runs already.");

        if (await StateAsync(worker) is { } state && !KnownResourceStates.TerminalStates.Contains(state))
        {
            var stopped = await commands.ExecuteCommandAsync(worker, KnownResourceCommands.StopCommand, context.CancellationToken);
            if (!stopped.Success)
                return stopped;
        }

        try
        {
            if (Directory.Exists(Folder))
                Directory.Delete(Folder, recursive: true);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return CommandResults.Failure($"What was compiled cannot be removed: {held.Message}");
        }

        foreach (var resource in new[] { compiler, worker })
        {
            var started = await commands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand, context.CancellationToken);
            if (!started.Success)
                return started;
        }

        return CommandResults.Success($"The compile job runs; {worker.Name} starts when it has finished.");

        async Task<string?> StateAsync(ProjectResource resource) =>
            (await states.WaitForResourceAsync(resource.Name, static _ => true, context.CancellationToken)).Snapshot.State?.Text;
    }
}
