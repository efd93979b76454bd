namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a registered health check tells whether the resource is healthy.</summary>
public class HealthCheckAnnotation : IResourceAnnotation
{
    /// <summary>Names the check.</summary>
    public HealthCheckAnnotation(string key) => Key = key;

    /// <summary>The check's name.</summary>
    public string Key { get; }
}
