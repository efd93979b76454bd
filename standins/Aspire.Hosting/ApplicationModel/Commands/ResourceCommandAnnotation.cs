namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command that the dashboard offers on a resource.</summary>
public sealed class ResourceCommandAnnotation : IResourceAnnotation
{
    /// <summary>Describes the command.</summary>
    public ResourceCommandAnnotation(
        string name,
        string displayName,
        Func<UpdateCommandStateContext, ResourceCommandState> updateState,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        string? displayDescription,
        object? parameter,
        string? confirmationMessage,
        string? iconName,
        IconVariant? iconVariant,
        bool isHighlighted)
    {
        Name = name;
        DisplayName = displayName;
        UpdateState = updateState;
        ExecuteCommand = executeCommand;
        DisplayDescription = displayDescription;
        Parameter = parameter;
        ConfirmationMessage = confirmationMessage;
        IconName = iconName;
        IconVariant = iconVariant;
        IsHighlighted = isHighlighted;
    }

    /// <summary>The name, unique in the resource.</summary>
    public string Name { get; }

    /// <summary>What the button says.</summary>
    public string DisplayName { get; }

    /// <summary>Whether the command can be given now.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState { get; }

    /// <summary>Does it.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; }

    /// <summary>What the button's tip says.</summary>
    public string? DisplayDescription { get; }

    /// <summary>Anything for the one who executes.</summary>
    public object? Parameter { get; }

    /// <summary>What is asked before.</summary>
    public string? ConfirmationMessage { get; }

    /// <summary>A Fluent UI icon.</summary>
    public string? IconName { get; }

    /// <summary>Its variant.</summary>
    public IconVariant? IconVariant { get; }

    /// <summary>Whether the command has a button of its own.</summary>
    public bool IsHighlighted { get; }
}

/// <summary>Variants of an icon.</summary>
public enum IconVariant
{
    /// <summary>Lines.</summary>
    Regular,

    /// <summary>Filled.</summary>
    Filled,
}

/// <summary>Whether a command can be given.</summary>
public enum ResourceCommandState
{
    /// <summary>It can.</summary>
    Enabled,

    /// <summary>It is shown but cannot.</summary>
    Disabled,

    /// <summary>It is not shown.</summary>
    Hidden,
}

/// <summary>What a command's state depends on.</summary>
public sealed class UpdateCommandStateContext
{
    /// <summary>The resource as it is now.</summary>
    public required CustomResourceSnapshot ResourceSnapshot { get; init; }

    /// <summary>The application's services.</summary>
    public required IServiceProvider ServiceProvider { get; init; }
}

/// <summary>More about a command.</summary>
public class CommandOptions
{
    /// <summary>What the button's tip says.</summary>
    public string? Description { get; set; }

    /// <summary>Anything for the one who executes.</summary>
    public object? Parameter { get; set; }

    /// <summary>What is asked before.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>A Fluent UI icon.</summary>
    public string? IconName { get; set; }

    /// <summary>Its variant.</summary>
    public IconVariant? IconVariant { get; set; }

    /// <summary>Whether the command has a button of its own.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Whether the command can be given now; always, when null.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}
