using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Chart;

/// <summary>What an object tells <see cref="CompleteChart"/> by annotations that no cluster ever sees.</summary>
internal static class TemplateMarks
{
    internal const string Condition = "publishing/when";
    internal const string Member = "publishing/set.";

    /// <summary>
    /// The object exists only when helm finds the condition true: <c>eq .Values.scaling.trigger "metrics-api"</c>. Said
    /// twice, both must be true.
    /// </summary>
    public static T When<T>(this T item, string condition)
        where T : BaseKubernetesResource
    {
        var annotations = item.Metadata.Annotations;
        annotations[Condition] = annotations.TryGetValue(Condition, out var other) ? $"and ({other}) ({condition})" : condition;
        return item;
    }

    /// <summary>
    /// Gives a member whose type takes no text a helm expression: <c>Set("spec.paused", Helm.Flag("…"))</c>. The path leads
    /// through maps only; what stands there already is replaced.
    /// </summary>
    public static T Set<T>(this T item, string path, string expression)
        where T : BaseKubernetesResource
    {
        item.Metadata.Annotations[Member + path] = expression;
        return item;
    }
}
