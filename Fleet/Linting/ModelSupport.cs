namespace Fleet;

/// <summary>What a fleet may name, and neither compile Jobs nor workers can do yet.</summary>
public static class ModelSupport
{
    /// <summary>Why nothing will ever be compiled or served for a model as the fleet has it; null when it can be.</summary>
    public static string? WhyNever(Model model) => Missing(model).Select(missing => missing.Reason).FirstOrDefault();

    /// <summary>Every reason, with the member of the model that it is about.</summary>
    public static IEnumerable<(string Member, string Reason)> Missing(Model model)
    {
        if (!Architectures.Computed.Contains(model.Architecture))
            yield return ("architecture", $"models of architecture '{model.Architecture}' are not built in; those of {string.Join(", ", Architectures.Computed.Select(name => $"'{name}'"))} are.");
        if (model.Path.StartsWith("s3://", StringComparison.Ordinal))
            yield return ("path", $"the model lies at {model.Path}, and fetching from there is not built in; copy it to a folder and let 'path' name that.");
    }
}
