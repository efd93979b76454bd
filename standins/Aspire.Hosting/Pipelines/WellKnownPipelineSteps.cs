namespace Aspire.Hosting.Pipelines;

/// <summary>Steps that every pipeline has.</summary>
public static class WellKnownPipelineSteps
{
    /// <summary>All that is done before the application starts or is published.</summary>
    public const string BeforeStart = "before-start";

    /// <summary>Sees to it that every resource knows where it is deployed.</summary>
    public const string ValidateComputeEnvironments = "validate-compute-environments";

    /// <summary>Sees to it that parameters have their values.</summary>
    public const string ProcessParameters = "process-parameters";

    /// <summary>All that writes.</summary>
    public const string Publish = "publish";

    /// <summary>All that comes before writing.</summary>
    public const string PublishPrereq = "publish-prereq";

    /// <summary>All that deploys.</summary>
    public const string Deploy = "deploy";

    /// <summary>All that comes before deploying.</summary>
    public const string DeployPrereq = "deploy-prereq";

    /// <summary>All that builds images.</summary>
    public const string Build = "build";

    /// <summary>All that comes before building images.</summary>
    public const string BuildPrereq = "build-prereq";

    /// <summary>Sees to it that a container runtime is there.</summary>
    public const string CheckContainerRuntime = "check-container-runtime";

    /// <summary>All that pushes images.</summary>
    public const string Push = "push";

    /// <summary>All that comes before pushing images.</summary>
    public const string PushPrereq = "push-prereq";

    /// <summary>All that takes a deployment down.</summary>
    public const string Destroy = "destroy";

    /// <summary>All that comes before taking a deployment down.</summary>
    public const string DestroyPrereq = "destroy-prereq";
}

/// <summary>Kinds of steps.</summary>
public static class WellKnownPipelineTags
{
    /// <summary>Builds what computes.</summary>
    public const string BuildCompute = "build-compute";

    /// <summary>Deploys what computes.</summary>
    public const string DeployCompute = "deploy-compute";

    /// <summary>Pushes an image.</summary>
    public const string PushContainerImage = "push-container-image";

    /// <summary>Makes what a deployment needs.</summary>
    public const string ProvisionInfrastructure = "provision-infra";
}
