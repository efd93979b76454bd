using AppHost.Publishing.Chart;
using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Scaling;

/// <summary>Scales a service without accelerator by the CPU that its pods use.</summary>
internal static class CpuScaling
{
    /// <param name="section">The values with <c>minReplicas</c> and <c>maxReplicas</c>.</param>
    public static HorizontalPodAutoscalerV2 Create(string name, string deployment, string section)
    {
        var scaler = new HorizontalPodAutoscalerV2 { Metadata = { Name = name } };
        scaler.Spec.ScaleTargetRef = new() { ApiVersion = "apps/v1", Kind = "Deployment", Name = deployment, Metadata = null! };
        scaler.Spec.Metrics.Add(new()
        {
            Type = "Resource",
            Resource = new() { Name = "cpu", Target = new() { Type = "Utilization", AverageUtilization = 60 } },
            ContainerResource = null!,
            External = null!,
            Pods = null!,
            Object = null!,
        });
        scaler.Spec.Behavior = new()
        {
            ScaleUp = null!,
            ScaleDown = new() { StabilizationWindowSeconds = 300, Policies = { new() { Type = "Pods", Value = 1, PeriodSeconds = 60 } } },
        };
        return scaler
            .Set("spec.minReplicas", Helm.Number($"{section}.minReplicas"))
            .Set("spec.maxReplicas", Helm.Number($"{section}.maxReplicas"));
    }
}
