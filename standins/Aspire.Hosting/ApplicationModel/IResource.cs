namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application: a project, a program, a parameter.</summary>
public interface IResource
{
    /// <summary>The name, unique in the application whatever the case.</summary>
    string Name { get; }

    /// <summary>Everything that was said about the resource.</summary>
    ResourceAnnotationCollection Annotations { get; }
}

/// <summary>One thing said about a resource.</summary>
public interface IResourceAnnotation;

/// <summary>A resource that takes environment variables.</summary>
public interface IResourceWithEnvironment : IResource;

/// <summary>A resource that takes command-line arguments.</summary>
public interface IResourceWithArgs : IResource;

/// <summary>A resource that listens.</summary>
public interface IResourceWithEndpoints : IResource;

/// <summary>A resource that can wait for others before it starts.</summary>
public interface IResourceWithWaitSupport : IResource;

/// <summary>A resource that can be probed.</summary>
public interface IResourceWithProbes : IResource;

/// <summary>A resource that is deployed as something that computes.</summary>
public interface IComputeResource : IResource;

/// <summary>A resource that belongs to another.</summary>
public interface IResourceWithParent : IResource
{
    /// <summary>The other.</summary>
    IResource Parent { get; }
}
