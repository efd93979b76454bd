using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads the environment variables and arguments of a resource into settings and secrets.</summary>
internal sealed class Configuration(
    KubernetesResource service, ValueTranslator translator, DistributedApplicationExecutionContext execution)
{
    private const string DiscoveryPrefix = "services__";

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, value) in await VariablesAsync(cancellationToken).ConfigureAwait(false))
            Keep(name, await ValueAsync(name, value, cancellationToken).ConfigureAwait(false));

        var arguments = new CommandLineArgsCallbackContext([], service.Target, cancellationToken) { ExecutionContext = execution };
        foreach (var annotation in service.Target.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            await annotation.Callback(arguments).ConfigureAwait(false);
        foreach (var argument in arguments.Args)
        {
            service.Arguments.Add(await translator.TranslateAsync(argument, embedded: false, cancellationToken).ConfigureAwait(false) as string
                ?? throw new NotSupportedException($"An argument of '{service.Name}' is a parameter; only text can be an argument in a cluster."));
        }
    }

    private async Task<IEnumerable<KeyValuePair<string, object>>> VariablesAsync(CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(execution, service.Target, cancellationToken: cancellationToken);
        foreach (var annotation in service.Target.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(context).ConfigureAwait(false);

        // A container has no certificate: TLS ends at the ingress, so nobody may be sent to https by name.
        return context.EnvironmentVariables.Where(variable =>
            variable is not { Value: EndpointReference { Exists: true, Scheme: "https" } }
            || !variable.Key.StartsWith(DiscoveryPrefix, StringComparison.Ordinal));
    }

    private async Task<HelmValue> ValueAsync(string name, object value, CancellationToken cancellationToken)
    {
        var place = HelmExpression.Value(HelmExpression.Config, service.Target.Name, name);
        if (ValueTranslator.IsDeferred(value))
            return new HelmValue(place, "") { Deferred = (IValueProvider)value };
        return await translator.TranslateAsync(value, embedded: false, cancellationToken).ConfigureAwait(false) switch
        {
            HelmValue own => own,
            string text when HelmExpression.RefersToSecrets(text) =>
                new HelmValue(HelmExpression.Value(HelmExpression.Secrets, service.Target.Name, name), text),
            var text => new HelmValue(place, text.ToString()),
        };
    }

    private void Keep(string name, HelmValue value)
    {
        var kept = HelmExpression.RefersToSecrets(value.Expression ?? "") ? service.Secrets : service.Config;
        kept[name] = value;
    }
}
