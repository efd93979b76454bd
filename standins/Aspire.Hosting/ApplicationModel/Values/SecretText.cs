namespace Aspire.Hosting.ApplicationModel;

/// <summary>Text that no dashboard or log may show.</summary>
internal sealed class SecretText(string value) : IValueProvider
{
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>(value);

    /// <summary>Whether a value holds a secret, itself or in one of its parts.</summary>
    public static bool IsIn(object value) => value switch
    {
        SecretText => true,
        ParameterResource parameter => parameter.Secret,
        IValueWithReferences composite => composite.References.Any(IsIn),
        _ => false,
    };
}
