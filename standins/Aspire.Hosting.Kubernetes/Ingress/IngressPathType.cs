namespace Aspire.Hosting.Kubernetes;

/// <summary>How an ingress compares a path.</summary>
public enum IngressPathType
{
    /// <summary>By whole segments from the start.</summary>
    Prefix,

    /// <summary>As a whole.</summary>
    Exact,

    /// <summary>As the controller does.</summary>
    ImplementationSpecific,
}
