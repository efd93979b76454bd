using Compiler.Models;
using Fleet;
using Inference.Measurement;
using Inference.Pipelines;

namespace ModelWorker;

/// <summary>The unit that this worker is a replica of, and what it may be asked for.</summary>
/// <param name="Definition">As the fleet has it.</param>
/// <param name="Emulated">Whether its accelerator is the emulated one.</param>
public sealed record WorkerUnit(Unit Definition, bool Emulated)
{
    private volatile IReadOnlyList<ImageSize>? _compiled;

    /// <summary>The unit as the fleet has it; its model's path is a folder once what must be fetched has been.</summary>
    public Unit Definition { get; private set; } = Definition;

    /// <summary>The unit's name.</summary>
    public string Name => Definition.Name;

    /// <summary>What it serves.</summary>
    public Model Model => Definition.Model;

    /// <summary>Sizes it serves, the default one first: the unit's, or those of them whose programs this worker has.</summary>
    public IReadOnlyList<ImageSize> Sizes => _compiled ?? Definition.Sizes;

    /// <summary>Tells where the model was found, or fetched to.</summary>
    internal void ModelLies(string folder) => Definition = Definition.With(folder);

    /// <summary>Serves some of the unit's sizes; later perhaps more of them.</summary>
    internal void ServeOnly(IReadOnlyList<ImageSize> sizes) => _compiled = sizes;

    /// <summary>The least that shows that model and devices work: one denoising step at the smallest size.</summary>
    internal ImageRequest OneStep()
    {
        var size = Sizes.MinBy(s => s.Pixels);
        return new ImageRequest { Prompt = SamplePrompt.Text, Width = size.Width, Height = size.Height, Steps = 1, Guidance = Model.Guidance };
    }

    /// <summary>Finds the unit in a fleet.</summary>
    /// <exception cref="FleetException">The fleet cannot be read.</exception>
    /// <exception cref="InvalidOperationException">It has no such unit, or one that this worker cannot serve.</exception>
    public static WorkerUnit Find(string? fleetPath, string name, bool emulated)
    {
        var fleet = FleetDefinition.Load(FleetPaths.Fleet(fleetPath));
        var unit = fleet.WorkerUnit(name);
        return unit.Model.IsText
            ? throw new InvalidOperationException($"Unit {name} serves the text model {unit.Model.Name}; this worker draws pictures.")
            : new WorkerUnit(unit, emulated);
    }
}
