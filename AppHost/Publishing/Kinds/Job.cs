using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace AppHost.Publishing.Kinds;

/// <summary>A Kubernetes Job, which the publisher's package has no type for.</summary>
internal sealed class Job() : Workload("batch/v1", "Job")
{
    [YamlMember(Alias = "spec")]
    public JobSpec Spec { get; } = new();

    [YamlIgnore]
    public override PodTemplateSpecV1 PodTemplate => Spec.Template;
}

/// <summary>What a Job does until it has succeeded once.</summary>
internal sealed class JobSpec
{
    [YamlMember(Alias = "backoffLimit")]
    public string? BackoffLimit { get; set; }

    [YamlMember(Alias = "activeDeadlineSeconds")]
    public string? ActiveDeadlineSeconds { get; set; }

    [YamlMember(Alias = "ttlSecondsAfterFinished")]
    public string? TtlSecondsAfterFinished { get; set; }

    [YamlMember(Alias = "podFailurePolicy")]
    public PodFailurePolicy? PodFailurePolicy { get; set; }

    [YamlMember(Alias = "template")]
    public PodTemplateSpecV1 Template { get; } = new();
}

/// <summary>Which failures of a pod count against the Job's limit.</summary>
internal sealed class PodFailurePolicy
{
    [YamlMember(Alias = "rules")]
    public List<PodFailureRule> Rules { get; } = [];

    /// <summary>A pod that lost its node, or was evicted, has not failed by itself.</summary>
    public static PodFailurePolicy IgnoreDisruptions => new()
    {
        Rules = { new() { Action = "Ignore", OnPodConditions = { new() { Type = "DisruptionTarget", Status = "True" } } } },
    };
}

internal sealed class PodFailureRule
{
    [YamlMember(Alias = "action")]
    public required string Action { get; init; }

    [YamlMember(Alias = "onPodConditions")]
    public List<PodFailureCondition> OnPodConditions { get; } = [];
}

internal sealed class PodFailureCondition
{
    [YamlMember(Alias = "type")]
    public required string Type { get; init; }

    [YamlMember(Alias = "status")]
    public required string Status { get; init; }
}
