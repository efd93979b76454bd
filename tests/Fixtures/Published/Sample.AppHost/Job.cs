using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

/// <summary>A workload that the package lacks.</summary>
public sealed class Job() : Workload("batch/v1", "Job")
{
    [YamlMember(Alias = "spec")]
    public JobSpec Spec { get; set; } = new();

    [YamlIgnore]
    public override PodTemplateSpecV1 PodTemplate => Spec.Template;
}

public sealed class JobSpec
{
    [YamlMember(Alias = "template")]
    public PodTemplateSpecV1 Template { get; set; } = new();

    [YamlMember(Alias = "backoffLimit")]
    public int? BackoffLimit { get; set; }
}
