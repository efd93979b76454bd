using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Collects an interpolated string whose holes are values known later.</summary>
[InterpolatedStringHandler]
public struct ExpressionInterpolatedStringHandler
{
    private readonly StringBuilder _format;
    private readonly List<(IValueProvider Provider, string Expression)> _values;

    /// <summary>Called by the compiler.</summary>
    public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        _format = new StringBuilder(literalLength);
        _values = new List<(IValueProvider, string)>(formattedCount);
    }

    internal readonly string Format => _format.ToString();

    internal readonly IValueProvider[] Providers => [.. _values.Select(value => value.Provider)];

    internal readonly string[] ManifestExpressions => [.. _values.Select(value => value.Expression)];

    /// <summary>Called by the compiler.</summary>
    public readonly void AppendLiteral(string value) =>
        _format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    /// <summary>Called by the compiler.</summary>
    public readonly void AppendFormatted(string? value) => AppendLiteral(value ?? "");

    /// <summary>Called by the compiler.</summary>
    public readonly void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider
    {
        _format.Append(CultureInfo.InvariantCulture, $"{{{_values.Count}}}");
        _values.Add((valueProvider, valueProvider.ValueExpression));
    }

    /// <summary>Called by the compiler.</summary>
    public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
        where T : IResource, IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider.Resource);
}
