using Fleet;
using Inference.Pipelines;
using Inference.Programs;
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
        if (FleetPaths.IsRemote(folder))
            return $"{folder} is not on this machine yet.";
        return Directory.Exists(folder) ? null : $"the model's folder {folder} does not exist.";
    }

    /// <summary>All programs of some sizes, each once. Needs the model's configs alone.</summary>
    /// <exception cref="InvalidDataException">A config is absent, damaged or does not fit the others.</exception>
    /// <exception cref="NotSupportedException">One asks for what is not built.</exception>
    public static IEnumerable<StageProgram> Programs(Unit unit, IEnumerable<ImageSize> sizes) => unit.Model.Architecture == Architectures.Flux
        ? FluxPipeline.Programs(Flux(unit, sizes))
        : StableDiffusionPipeline.Programs(StableDiffusion(unit, sizes));

    /// <summary>Loads the weights onto the devices, and the programs of some sizes.</summary>
    public static async Task<ISizedPipeline> LoadAsync(
        Unit unit, IEnumerable<ImageSize> sizes, PjrtClient client, IExecutableSource programs, CancellationToken cancellation) =>
        unit.Model.Architecture == Architectures.Flux
            ? await FluxPipeline.LoadAsync(Flux(unit, sizes), client, programs, cancellation).ConfigureAwait(false)
            : await StableDiffusionPipeline.LoadAsync(StableDiffusion(unit, sizes), client, programs, cancellation).ConfigureAwait(false);

    private static FluxPipelineOptions Flux(Unit unit, IEnumerable<ImageSize> sizes) => new()
    {
        ModelFolder = FleetPaths.Resolve(unit.Model.Path),
        Sizes = Pixels(sizes),
        TextLength = unit.Model.TextLength,
        Element = Element(unit),
        Placement = Placement.For(unit.Cores, unit.TensorParallel),
    };

    private static StableDiffusionOptions StableDiffusion(Unit unit, IEnumerable<ImageSize> sizes) => new()
    {
        ModelFolder = FleetPaths.Resolve(unit.Model.Path),
        Sizes = Pixels(sizes),
        Element = Element(unit),
        Placement = Placement.For(unit.Cores, unit.TensorParallel),
    };

    private static (int, int)[] Pixels(IEnumerable<ImageSize> sizes) => [.. sizes.Select(size => (size.Width, size.Height))];

    private static ElementType Element(Unit unit) => unit.Dtype == ModelDtype.BFloat16 ? ElementType.BF16 : ElementType.F32;
}
