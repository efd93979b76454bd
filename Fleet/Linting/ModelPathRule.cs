using System.Text.RegularExpressions;

namespace Fleet;

/// <summary>A checkpoint elsewhere is named exactly: what was compiled for one revision fits no other.</summary>
internal static partial class ModelPathRule
{
    public static FleetProblem? Check(Model model)
    {
        var path = $"$.models.{model.Name}.path";
        if (model.Random is not null && FleetPaths.IsRemote(model.Path))
            return new FleetProblem(path, $"'{model.Path}' is a published checkpoint, and random weights are made in a folder of this machine or its store. Give a folder, or leave 'random' out.");
        if (model.Random is not null && model.Architecture is not (Architectures.StableDiffusion or Architectures.StableDiffusionXl))
            return new FleetProblem($"$.models.{model.Name}.random", $"cannot be made for the architecture '{model.Architecture}', only for '{Architectures.StableDiffusion}' and '{Architectures.StableDiffusionXl}'. Give the path of a checkpoint.");
        if (model.Path.StartsWith("hf://", StringComparison.Ordinal))
        {
            if (!HuggingFace().IsMatch(model.Path))
                return new FleetProblem(path, $"'{model.Path}' names no revision of a checkpoint. Give hf://owner/name@revision, best with a commit, so that all units serve the same weights for ever.");
            return model.Bytes is null
                ? new FleetProblem($"$.models.{model.Name}.bytes", $"is missing: {model.Name} lies at {model.Path}, so nobody can see here whether it fits its devices. Give the bytes of the checkpoint's files.")
                : null;
        }

        if (model.Path.StartsWith("s3://", StringComparison.Ordinal))
            return Bucket().IsMatch(model.Path) ? null : new FleetProblem(path, $"'{model.Path}' names no bucket. Give s3://bucket/prefix.");
        return Scheme().Match(model.Path) is { Success: true } scheme
            ? new FleetProblem(path, $"'{model.Path}' cannot be fetched by {scheme.Value}. Give a folder, hf://owner/name@revision or s3://bucket/prefix.")
            : null;
    }

    [GeneratedRegex(@"^hf://[\w.-]+/[\w.-]+@[\w./-]+$")]
    private static partial Regex HuggingFace();

    [GeneratedRegex(@"^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?$")]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*://")]
    private static partial Regex Scheme();
}
