namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that comes from outside.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> _value;

    /// <summary>Names the parameter and says where its value comes from.</summary>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
        : base(name)
    {
        _value = new Lazy<string>(() => callback(Default));
        Secret = secret;
    }

    /// <summary>Whether the value is masked.</summary>
    public bool Secret { get; }

    /// <summary>What the value is when nobody gives one.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>How a manifest refers to it.</summary>
    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>The value.</summary>
    /// <exception cref="MissingParameterValueException">Nobody has given one.</exception>
    internal string Current => _value.Value;

    /// <summary>The value.</summary>
    /// <exception cref="MissingParameterValueException">Nobody has given one.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(Current);
}

/// <summary>What a parameter's value is when nobody gives one.</summary>
public abstract class ParameterDefault
{
    /// <summary>The value.</summary>
    public abstract string GetDefaultValue();
}
