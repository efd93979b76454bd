using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Helm;

/// <summary>A value of the chart: what templates say in its place, and what values.yaml holds.</summary>
/// <param name="Expression">What templates say; null when they hold the value itself.</param>
/// <param name="Value">What values.yaml holds, unless it is known only when the chart is deployed.</param>
internal sealed record HelmValue(string? Expression, object? Value = null)
{
    /// <summary>The key in values.yaml, where it is not the variable's name.</summary>
    public string? Key { get; init; }

    /// <summary>The parameter that the value comes from.</summary>
    public ParameterResource? Parameter { get; init; }

    /// <summary>What knows the value once the chart is deployed.</summary>
    public IValueProvider? Deferred { get; init; }

    /// <summary>The resource whose image the value names.</summary>
    public IResource? Image { get; init; }

    public string? ValueText => Value is null ? null : Convert.ToString(Value, CultureInfo.InvariantCulture);

    /// <summary>The value is text made of other values of the chart, so it stands in the template itself.</summary>
    public bool IsTemplate => ValueText is { } text && HelmExpression.RefersToValues(text);

    /// <summary>The value in a place that may hold a number.</summary>
    public string Scalar => Expression is null ? ValueText ?? ""
        : Value is int ? HelmExpression.Convert(Expression, "int") ?? ToString()
        : Expression;

    /// <summary>The value in a place of a ConfigMap or Secret, where all is text.</summary>
    public string Text => HelmExpression.NumbersAsText((IsTemplate ? ValueText : Expression ?? ValueText) ?? "");

    /// <summary>The value as a part of other text.</summary>
    public override string ToString() => ValueText ?? Expression ?? "";
}
