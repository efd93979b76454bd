namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where images are kept.</summary>
public interface IContainerRegistry
{
    /// <summary>The registry's name.</summary>
    ReferenceExpression Name { get; }

    /// <summary>Its host.</summary>
    ReferenceExpression Endpoint { get; }

    /// <summary>What comes before an image's name in it.</summary>
    ReferenceExpression? Repository => null;
}

/// <summary>A registry that is there already.</summary>
public class ContainerRegistryResource : Resource, IContainerRegistry
{
    private readonly ReferenceExpression _endpoint;
    private readonly ReferenceExpression? _repository;

    /// <summary>Names it and says where it is.</summary>
    public ContainerRegistryResource(string name, ReferenceExpression endpoint, ReferenceExpression? repository = null)
        : base(name)
    {
        _endpoint = endpoint;
        _repository = repository;
    }

    ReferenceExpression IContainerRegistry.Name => ReferenceExpression.Create($"{Name}");

    ReferenceExpression IContainerRegistry.Endpoint => _endpoint;

    ReferenceExpression? IContainerRegistry.Repository => _repository;
}

/// <summary>Says in which registry a resource's image is kept.</summary>
public class ContainerRegistryReferenceAnnotation : IResourceAnnotation
{
    /// <summary>Names the registry.</summary>
    public ContainerRegistryReferenceAnnotation(IContainerRegistry registry) => Registry = registry;

    /// <summary>The registry.</summary>
    public IContainerRegistry Registry { get; }
}
