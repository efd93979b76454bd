namespace Aspire.Hosting.Kubernetes;

/// <summary>How a route of the Gateway API compares a path.</summary>
public enum GatewayPathMatchType
{
    /// <summary>By whole segments from the start.</summary>
    PathPrefix,

    /// <summary>As a whole.</summary>
    Exact,

    /// <summary>As the controller's regular expressions do.</summary>
    RegularExpression,
}
