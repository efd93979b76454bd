using Aspire.Hosting.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Executes the commands of resources.</summary>
public class ResourceCommandService
{
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _logs;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService logs, IServiceProvider services)
    {
        _notifications = notifications;
        _logs = logs;
        _services = services;
    }

    /// <summary>Executes a command on a resource, given by its id or, where there is one instance, by its name.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        _notifications.Find(resourceId) is { } found
            ? await ExecuteAsync(found, commandName, cancellationToken).ConfigureAwait(false)
            : CommandResults.Failure($"Resource '{resourceId}' not found.");

    /// <summary>Executes a command on every instance of a resource.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(
        IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        var results = await Task.WhenAll(resource.InstanceIds().Select(
            id => ExecuteCommandAsync(id, commandName, cancellationToken))).ConfigureAwait(false);
        return results.FirstOrDefault(result => !result.Success) ?? results.First();
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(ResourceEvent target, string commandName, CancellationToken cancellationToken)
    {
        var logger = _logs.GetLogger(target.ResourceId);
        var command = target.Resource.Annotations.OfType<ResourceCommandAnnotation>()
            .LastOrDefault(known => known.Name == commandName);
        if (command is null)
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{target.Resource.Name}'.");

        try
        {
            CommandLog.Executing(logger, commandName);
            var result = await command.ExecuteCommand(new ExecuteCommandContext
            {
                ServiceProvider = _services,
                ResourceName = target.ResourceId,
                CancellationToken = cancellationToken,
                Logger = logger,
            }).ConfigureAwait(false);
            if (!result.Success && !result.Canceled)
                CommandLog.Failed(logger, commandName, result.ErrorMessage ?? "no reason given");
            return result;
        }
        catch (OperationCanceledException)
        {
            return CommandResults.Canceled();
        }
        catch (Exception failure)
        {
            CommandLog.Failed(logger, commandName, failure.Message);
            return CommandResults.Failure(failure);
        }
    }
}
