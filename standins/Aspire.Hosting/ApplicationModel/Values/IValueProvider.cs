namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known when the application runs.</summary>
public interface IValueProvider
{
    /// <summary>The value, once it is known.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);

    /// <summary>The value as it looks from the caller's place.</summary>
    ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        GetValueAsync(cancellationToken);
}

/// <summary>A value that a manifest refers to.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The reference, as in <c>{gateway.bindings.http.url}</c>.</summary>
    string ValueExpression { get; }
}

/// <summary>A value that can be computed here and referred to in a manifest.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;

/// <summary>A value made of others.</summary>
public interface IValueWithReferences
{
    /// <summary>The others.</summary>
    IEnumerable<object> References { get; }
}

/// <summary>Who asks for a value.</summary>
public class ValueProviderContext
{
    /// <summary>Whether the application runs or is published.</summary>
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    /// <summary>The resource that will use the value.</summary>
    public IResource? Caller { get; init; }
}
