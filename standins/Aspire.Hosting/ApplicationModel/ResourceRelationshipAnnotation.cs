namespace Aspire.Hosting.ApplicationModel;

/// <summary>Shows how a resource stands to another.</summary>
public sealed class ResourceRelationshipAnnotation : IResourceAnnotation
{
    /// <summary>Says how.</summary>
    public ResourceRelationshipAnnotation(IResource resource, string type)
    {
        Resource = resource;
        Type = type;
    }

    /// <summary>The other.</summary>
    public IResource Resource { get; }

    /// <summary>"Reference", "WaitFor", "Parent" or a word of one's own.</summary>
    public string Type { get; }
}

/// <summary>Says that a resource starts by command only.</summary>
public class ExplicitStartupAnnotation : IResourceAnnotation;

/// <summary>The resource's icon in the dashboard.</summary>
public class ResourceIconAnnotation : IResourceAnnotation
{
    /// <summary>Names it.</summary>
    public ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled)
    {
        IconName = iconName;
        IconVariant = iconVariant;
    }

    /// <summary>A Fluent UI icon.</summary>
    public string IconName { get; }

    /// <summary>Its variant.</summary>
    public IconVariant IconVariant { get; }
}
