using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Turns values of the application model into text and values of a chart.</summary>
internal sealed class ValueTranslator(IResource target, ServiceCatalog services)
{
    /// <summary>A string, or a <see cref="HelmValue"/> that gets a place of its own in values.yaml.</summary>
    /// <param name="value">The value.</param>
    /// <param name="embedded">Whether it becomes a part of other text.</param>
    public async Task<object> TranslateAsync(object value, bool embedded, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case string text:
                return text;
            case bool flag:
                return flag ? "true" : "false";
            case IFormattable formattable:
                return formattable.ToString(null, CultureInfo.InvariantCulture);
            case EndpointReference endpoint:
                return await PartAsync(endpoint, EndpointProperty.Url, embedded, cancellationToken).ConfigureAwait(false);
            case EndpointReferenceExpression part:
                return await PartAsync(part.Endpoint, part.Property, embedded, cancellationToken).ConfigureAwait(false);
            case ParameterResource parameter:
                return Parameter(parameter);
            case ReferenceExpression expression:
                return await ComposeAsync(expression, embedded, cancellationToken).ConfigureAwait(false);
            case IResourceBuilder<IResource> { Resource: IManifestExpressionProvider inner }:
                return await TranslateAsync(inner, embedded, cancellationToken).ConfigureAwait(false);
            case IManifestExpressionProvider unknown:
                return Unknown(unknown);
            default:
                throw new NotSupportedException($"A value of type {value.GetType().Name} cannot be published; it was given to '{target.Name}'.");
        }
    }

    /// <summary>Whether only a deployment can know the value, or a part of it.</summary>
    public static bool IsDeferred(object value) => value switch
    {
        EndpointReference or EndpointReferenceExpression or ParameterResource => false,
        ReferenceExpression expression => expression.ValueProviders.Any(IsDeferred),
        _ => value is IManifestExpressionProvider and IValueProvider,
    };

    private async Task<object> ComposeAsync(ReferenceExpression expression, bool embedded, CancellationToken cancellationToken)
    {
        if (expression is { Format: "{0}", ValueProviders: [var only] })
        {
            // A single value stays what it is, so that a parameter keeps its place in values.yaml.
            var whole = await TranslateAsync(only, embedded, cancellationToken).ConfigureAwait(false);
            return embedded ? whole.ToString() ?? "" : whole;
        }

        var parts = new object?[expression.ValueProviders.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = await TranslateAsync(expression.ValueProviders[i], embedded: true, cancellationToken).ConfigureAwait(false);
        return string.Format(CultureInfo.InvariantCulture, expression.Format, parts);
    }

    private async Task<string> PartAsync(EndpointReference endpoint, EndpointProperty property, bool embedded, CancellationToken cancellationToken)
    {
        var service = await services.GetAsync(endpoint.Resource, cancellationToken).ConfigureAwait(false);
        return service.Endpoints.TryGetValue(endpoint.EndpointName, out var mapping)
            ? mapping.Part(property, embedded)
            : throw new DistributedApplicationException(
                $"'{target.Name}' refers to an endpoint '{endpoint.EndpointName}' of '{endpoint.Resource.Name}', which has none of that name.");
    }

    private HelmValue Parameter(ParameterResource parameter)
    {
        var key = HelmExpression.Key(parameter.Name);
        var section = parameter.Secret ? HelmExpression.Secrets : HelmExpression.Config;
        return new HelmValue(HelmExpression.Value(section, target.Name, key)) { Key = key, Parameter = parameter };
    }

    private HelmValue Unknown(IManifestExpressionProvider provider)
    {
        var key = HelmExpression.Key(provider.ValueExpression.Trim('{', '}').Replace('.', '_'));
        return new HelmValue(HelmExpression.Value(HelmExpression.Config, target.Name, key), provider.ValueExpression)
        {
            Deferred = provider as IValueProvider,
        };
    }
}
