using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Helm;

/// <summary>Where in values.yaml a value stands.</summary>
internal readonly record struct ValuePlace(string Section, string Resource, string Key);

/// <summary>Values that values.yaml leaves empty or provisional; a deployment puts them into a file of its own.</summary>
internal sealed class DeferredValues
{
    public Dictionary<ValuePlace, IValueProvider> Providers { get; } = [];

    /// <summary>Text made of other values.</summary>
    public Dictionary<ValuePlace, string> Templates { get; } = [];

    /// <summary>Images, whose registry only a deployment knows.</summary>
    public Dictionary<ValuePlace, IResource> Images { get; } = [];
}
