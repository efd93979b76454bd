namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address that the dashboard shows.</summary>
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    /// <summary>The address; one that starts with a slash belongs to the endpoint.</summary>
    public required string Url { get; set; }

    /// <summary>What is shown in its place.</summary>
    public string? DisplayText { get; set; }

    /// <summary>The endpoint, if it belongs to one.</summary>
    public EndpointReference? Endpoint { get; init; }

    /// <summary>Greater ones come first.</summary>
    public int? DisplayOrder;

    /// <summary>Where it is shown.</summary>
    public UrlDisplayLocation DisplayLocation { get; set; }
}

/// <summary>Where an address is shown.</summary>
public enum UrlDisplayLocation
{
    /// <summary>In the list and in the details.</summary>
    SummaryAndDetails,

    /// <summary>In the details only.</summary>
    DetailsOnly,
}

/// <summary>Changes the addresses that the dashboard shows.</summary>
public sealed class ResourceUrlsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Changes them.</summary>
    public ResourceUrlsCallbackAnnotation(Action<ResourceUrlsCallbackContext> callback)
        : this(context =>
        {
            callback(context);
            return Task.CompletedTask;
        })
    {
    }

    /// <summary>Changes them.</summary>
    public ResourceUrlsCallbackAnnotation(Func<ResourceUrlsCallbackContext, Task> callback) => Callback = callback;

    /// <summary>Changes them.</summary>
    public Func<ResourceUrlsCallbackContext, Task> Callback { get; }
}

/// <summary>The addresses of a resource.</summary>
public class ResourceUrlsCallbackContext
{
    /// <summary>Starts with what is known.</summary>
    public ResourceUrlsCallbackContext(
        DistributedApplicationExecutionContext executionContext,
        IResource resource,
        List<ResourceUrlAnnotation>? urls = null,
        CancellationToken cancellationToken = default)
    {
        ExecutionContext = executionContext;
        Resource = resource;
        Urls = urls ?? [];
        CancellationToken = cancellationToken;
    }

    /// <summary>Whether the application runs or is published.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The resource.</summary>
    public IResource Resource { get; }

    /// <summary>The addresses.</summary>
    public List<ResourceUrlAnnotation> Urls { get; }

    /// <summary>Ends the wait.</summary>
    public CancellationToken CancellationToken { get; }
}
