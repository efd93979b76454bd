using Fleet;
using Inference.Pipelines;
using Pjrt;

namespace Compiler.Units;

/// <summary>The pipeline that a unit of the fleet stands for. Compiled into the workers too, so that artifact keys agree.</summary>
internal static class UnitPipeline
{
    /// <summary>Why nothing will ever be compiled for a unit as the fleet has it; null when it can be.</summary>
    public static string? WhyNever(Unit unit) => ModelSupport.WhyNever(unit.Model);

    /// <summary>Why nothing can be compiled for a unit as things are: the reasons of <see cref="WhyNever"/>, or a folder that is not there.</summary>
    public static string? WhyNot(Unit unit)
    {
        if (WhyNever(unit) is { } problem)
            return problem;
        var folder = FleetPaths.Resolve(unit.Model.Path);
        return Directory.Exists(folder) ? null : $"the model's folder {folder} does not exist.";
    }

    public static FluxPipelineOptions Options(Unit unit, IEnumerable<ImageSize> sizes) => new()
    {
        ModelFolder = FleetPaths.Resolve(unit.Model.Path),
        Sizes = [.. sizes.Select(size => (size.Width, size.Height))],
        TextLength = unit.Model.TextLength,
        Element = unit.Dtype == ModelDtype.BFloat16 ? ElementType.BF16 : ElementType.F32,
        Placement = Placement.For(unit.Cores, unit.TensorParallel),
    };
}
