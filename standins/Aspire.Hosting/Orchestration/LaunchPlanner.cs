using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Works out how to start a resource: program, arguments and environment.</summary>
internal sealed class LaunchPlanner(DistributedApplicationExecutionContext execution, ResourceLoggerService logs)
{
    private const string Mask = "●●●●●●●●";

    public async Task<LaunchPlan> PlanAsync(IResource resource, CancellationToken cancellationToken)
    {
        var logger = logs.GetLogger(resource);
        var arguments = await ArgumentsAsync(resource, logger, cancellationToken).ConfigureAwait(false);
        var (environment, shown) = await EnvironmentAsync(resource, logger, cancellationToken).ConfigureAwait(false);
        switch (resource)
        {
            case ExecutableResource executable:
                return new LaunchPlan(executable.Command, arguments, executable.WorkingDirectory, environment, shown);
            case ProjectResource project:
                var metadata = project.GetProjectMetadata();
                var (program, leading) = await ProjectOutput.LocateAsync(metadata, cancellationToken).ConfigureAwait(false);
                environment.TryAdd("DOTNET_ROOT", DotnetInstallation.Root);
                return new LaunchPlan(program, [.. leading, .. arguments], Path.GetDirectoryName(metadata.ProjectPath)!, environment, shown);
            default:
                throw new DistributedApplicationException($"Resource '{resource.Name}' of type {resource.GetType().Name} is not run as a process.");
        }
    }

    private static async ValueTask<string> TextAsync(object value, CancellationToken cancellationToken) => value switch
    {
        string text => text,
        IValueProvider provider => await provider.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? "",
        IResourceBuilder<IResource> { Resource: IValueProvider provider } =>
            await provider.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private async Task<List<string>> ArgumentsAsync(IResource resource, ILogger logger, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = execution, Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            await annotation.Callback(context).ConfigureAwait(false);
        var arguments = new List<string>(context.Args.Count);
        foreach (var argument in context.Args)
            arguments.Add(await TextAsync(argument, cancellationToken).ConfigureAwait(false));
        return arguments;
    }

    private async Task<(Dictionary<string, string> Values, List<EnvironmentVariableSnapshot> Shown)> EnvironmentAsync(
        IResource resource, ILogger logger, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(execution, resource, cancellationToken: cancellationToken) { Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(context).ConfigureAwait(false);

        var values = new Dictionary<string, string>();
        var shown = new List<EnvironmentVariableSnapshot>();
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            var text = values[name] = await TextAsync(value, cancellationToken).ConfigureAwait(false);
            shown.Add(new EnvironmentVariableSnapshot(name, SecretText.IsIn(value) ? Mask : text, IsFromSpec: true));
        }

        return (values, shown);
    }
}
