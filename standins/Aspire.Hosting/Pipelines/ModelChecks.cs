using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>
/// Tells which parameters have no value. Nothing asks for one: what is published refers to parameters by name, and
/// what deploys them fails with the same words where a value is needed.
/// </summary>
internal static class ParameterCheck
{
    public static Task RunAsync(PipelineStepContext context)
    {
        foreach (var parameter in context.Model.Resources.OfType<ParameterResource>())
        {
            try
            {
                _ = parameter.Current;
            }
            catch (MissingParameterValueException missing)
            {
                context.ReportingStep.Log(LogLevel.Debug, missing.Message);
            }
        }

        return Task.CompletedTask;
    }
}

/// <summary>With several places to deploy to, every resource has to name its own.</summary>
internal static class ComputeEnvironmentCheck
{
    public static Task RunAsync(PipelineStepContext context)
    {
        var environments = context.Model.Resources.OfType<IComputeEnvironmentResource>().Select(environment => environment.Name).ToArray();
        var unbound = context.Model.Resources.OfType<IComputeResource>()
            .Where(resource => resource.GetComputeEnvironment() is null)
            .Select(resource => resource.Name)
            .ToArray();
        return environments.Length <= 1 || unbound.Length == 0 ? Task.CompletedTask : throw new InvalidOperationException(
            $"Compute resource(s) '{string.Join("', '", unbound)}' are not assigned to a compute environment, but there are several: "
            + $"'{string.Join("', '", environments)}'. Call 'WithComputeEnvironment' on each of them.");
    }
}

/// <summary>An image that is built has to be pushed somewhere.</summary>
internal static class RegistryCheck
{
    public static Task RunAsync(PipelineStepContext context)
    {
        var registries = context.Model.Resources.OfType<IContainerRegistry>().ToArray();
        foreach (var resource in context.Model.Resources.OfType<ProjectResource>())
        {
            var isGiven = resource.TryGetLastAnnotation<ContainerRegistryReferenceAnnotation>(out _)
                || resource.GetDeploymentTargetAnnotation()?.ContainerRegistry is not null;
            if (!isGiven && registries.Length != 1)
            {
                throw new InvalidOperationException(registries.Length == 0
                    ? $"Resource '{resource.Name}' requires image push but no container registry is available. "
                        + "Add one with 'builder.AddContainerRegistry(...)' or name one with 'WithContainerRegistry(...)'."
                    : $"Resource '{resource.Name}' requires image push but has several container registries to choose from. "
                        + "Name one with 'WithContainerRegistry(...)'.");
            }
        }

        return Task.CompletedTask;
    }
}
