using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Helm;

/// <summary>Collects values.yaml: three sections, each with a part for every resource that has values there.</summary>
internal sealed class ChartValues(DeferredValues deferred)
{
    /// <summary>Section, resource and key, in the order they were added.</summary>
    public Dictionary<string, Dictionary<string, Dictionary<string, object>>> Sections { get; } = new()
    {
        [HelmExpression.Parameters] = [],
        [HelmExpression.Secrets] = [],
        [HelmExpression.Config] = [],
    };

    public async Task AddAsync(string section, string resource, IReadOnlyDictionary<string, HelmValue> values, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in values)
        {
            var place = new ValuePlace(section, HelmExpression.Key(resource), value.Key ?? HelmExpression.Key(name));
            var held = await HeldAsync(place, value, cancellationToken).ConfigureAwait(false);
            Part(place)[place.Key] = held ?? "";
        }
    }

    /// <summary>Gives every deferred value a place, so that a template never finds nothing there.</summary>
    public void AddDeferred()
    {
        foreach (var place in deferred.Providers.Keys)
            Part(place).TryAdd(place.Key, "");
    }

    private async ValueTask<object?> HeldAsync(ValuePlace place, HelmValue value, CancellationToken cancellationToken)
    {
        if (value.IsTemplate)
        {
            deferred.Templates[place] = value.ValueText!;
            return null;
        }

        if (value.Parameter is { Secret: false, Default: not null } known)
            return await known.GetValueAsync(cancellationToken).ConfigureAwait(false);
        if ((value.Parameter ?? value.Deferred) is { } provider)
        {
            deferred.Providers[place] = provider;
            return null;
        }

        if (value.Image is { } image)
            deferred.Images[place] = image;
        return value.Value;
    }

    private Dictionary<string, object> Part(ValuePlace place)
    {
        var section = Sections[place.Section];
        if (!section.TryGetValue(place.Resource, out var part))
            section[place.Resource] = part = [];
        return part;
    }
}
