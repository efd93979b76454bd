namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that belongs to another of a type.</summary>
/// <typeparam name="T">The type of the other.</typeparam>
public interface IResourceWithParent<out T> : IResourceWithParent
    where T : IResource
{
    /// <summary>The other.</summary>
    new T Parent { get; }

    IResource IResourceWithParent.Parent => Parent;
}
