namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says as what a resource is deployed.</summary>
public class DeploymentTargetAnnotation : IResourceAnnotation
{
    /// <summary>Says as what.</summary>
    public DeploymentTargetAnnotation(IResource target) => DeploymentTarget = target;

    /// <summary>What stands for the resource in its place.</summary>
    public IResource DeploymentTarget { get; }

    /// <summary>The place.</summary>
    public IComputeEnvironmentResource? ComputeEnvironment { get; set; }

    /// <summary>Where its image comes from.</summary>
    public IContainerRegistry? ContainerRegistry { get; set; }
}

/// <summary>How many instances of a resource there are.</summary>
public class ReplicaAnnotation : IResourceAnnotation
{
    /// <summary>Says how many.</summary>
    public ReplicaAnnotation(int replicas = 1) => Replicas = replicas;

    /// <summary>How many.</summary>
    public int Replicas { get; }
}
