using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Kubernetes;

/// <summary>The step that finds resources meant for a cluster in an application that has none.</summary>
internal sealed class KubernetesValidation
{
    private const string Name = "validate-kubernetes";

    public static void AddTo(IDistributedApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(KubernetesValidation)))
            return;
        builder.Services.AddSingleton(new KubernetesValidation());
        builder.Pipeline.AddStep(Name, Validate, requiredBy: WellKnownPipelineSteps.BeforeStart);
    }

    private static Task Validate(PipelineStepContext context)
    {
        if (context.ExecutionContext.IsPublishMode
            && !context.Model.Resources.OfType<KubernetesEnvironmentResource>().Any()
            && context.Model.Resources.FirstOrDefault(resource => resource.Annotations.OfType<KubernetesServiceCustomizationAnnotation>().Any()) is { } lost)
        {
            throw new InvalidOperationException(
                $"'{lost.Name}' is meant for Kubernetes, but the application has no Kubernetes environment: call AddKubernetesEnvironment.");
        }

        return Task.CompletedTask;
    }
}
