using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>
/// Text for an ingress, a gateway or a volume: a parameter that has a value gives it, one that has none becomes a
/// value of the chart.
/// </summary>
internal static class ExpressionText
{
    public static async Task<string> TextAsync(this IChartResource owner, ReferenceExpression expression, CancellationToken cancellationToken)
    {
        var parts = new object?[expression.ValueProviders.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = await PartAsync(owner, expression.ValueProviders[i], cancellationToken).ConfigureAwait(false);
        return string.Format(CultureInfo.InvariantCulture, expression.Format, parts);
    }

    private static async Task<string> PartAsync(IChartResource owner, IValueProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            return await provider.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? "";
        }
        catch (MissingParameterValueException) when (provider is ParameterResource)
        {
            var parameter = (ParameterResource)provider;
            var section = parameter.Secret ? HelmExpression.Secrets : HelmExpression.Parameters;
            var key = HelmExpression.Key(parameter.Name);
            owner.Environment.Deferred.Providers[new ValuePlace(section, HelmExpression.Key(owner.Name), key)] = parameter;
            return HelmExpression.Value(section, owner.Name, key);
        }
    }
}
