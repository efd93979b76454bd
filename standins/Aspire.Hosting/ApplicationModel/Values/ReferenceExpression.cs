using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Text with values in it that are known later.</summary>
public class ReferenceExpression : IExpressionValue, IValueWithReferences
{
    private ReferenceExpression(string format, IValueProvider[] providers, string[] manifestExpressions)
    {
        Format = format;
        ValueProviders = providers;
        ManifestExpressions = manifestExpressions;
    }

    /// <summary>The text as a composite format.</summary>
    public string Format { get; }

    /// <summary>The values of the format's places.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    /// <summary>How a manifest refers to those values.</summary>
    public IReadOnlyList<string> ManifestExpressions { get; }

    /// <summary>The text with manifest references in it.</summary>
    public string ValueExpression => string.Format(CultureInfo.InvariantCulture, Format, [.. ManifestExpressions]);

    IEnumerable<object> IValueWithReferences.References => ValueProviders;

    /// <summary>Makes an expression of an interpolated string.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) =>
        new(handler.Format, handler.Providers, handler.ManifestExpressions);

    internal static ReferenceExpression Join<T>(string separator, IReadOnlyList<T> values)
        where T : IExpressionValue => new(
        string.Join(separator, values.Select((_, index) => $"{{{index}}}")),
        [.. values.Cast<IValueProvider>()],
        [.. values.Select(value => value.ValueExpression)]);

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) =>
        GetValueAsync(new ValueProviderContext(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = await ValueProviders[i].GetValueAsync(context, cancellationToken).ConfigureAwait(false);
        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }
}
