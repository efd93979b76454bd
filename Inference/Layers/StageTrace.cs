using Inference.Programs;
using Inference.StableHlo;
using Pjrt;

namespace Inference.Layers;

/// <summary>
/// Collects a stage while a model's forward pass runs over it once. Inputs come first; weights become arguments in the order in
/// which layers ask for them.
/// </summary>
/// <param name="component">Folder of the component in the checkpoint.</param>
/// <param name="stage">Name and shape of the stage, for instance <c>single_block 1x176</c>.</param>
/// <param name="devices">The devices it runs on; their number is the tensor-parallel degree.</param>
/// <param name="element">Element type of weights and activations.</param>
internal sealed class StageTrace(string component, string stage, IReadOnlyList<int> devices, ElementType element)
{
    private readonly ProgramBuilder _program = new(Module(component, stage), devices.Count);
    private readonly List<(string Name, Tensor Tensor)> _inputs = [];
    private readonly List<(ParameterSpec Spec, Tensor Tensor)> _parameters = [];
    private readonly List<StageOutput> _outputs = [];
    private readonly HashSet<Tensor> _donated = [];

    /// <summary>Devices over which sharded weights are divided.</summary>
    public int Degree => devices.Count;

    /// <summary>Element type of weights and activations.</summary>
    public ElementType Element => element;

    /// <summary>The checkpoint's names from the root of the stage on.</summary>
    public Scope Weights => new(this, "");

    /// <summary>An argument in the compute type.</summary>
    public Tensor Input(string name, params Axis[] axes) => Input(name, element, axes);

    /// <summary>An argument.</summary>
    public Tensor Input(string name, ElementType type, params Axis[] axes)
    {
        if (_parameters.Count > 0)
            throw new ShapeException($"The input {name} of {stage} comes after the first weight.");
        var tensor = _program.Argument(name, new Shape(type, axes));
        _inputs.Add((name, tensor));
        return tensor;
    }

    /// <summary>A result; <paramref name="donates"/> is an input whose memory it takes over.</summary>
    public void Output(string name, Tensor value, Tensor? donates = null)
    {
        _program.Result(value, donates);
        _outputs.Add(new StageOutput(name, value.Shape));
        if (donates is not null)
            _donated.Add(donates);
    }

    /// <summary>The argument of a weight; asking twice gives the same one.</summary>
    internal Tensor Parameter(ParameterSpec spec)
    {
        if (spec.Sharded is { } axis && spec.Local(1).First(a => a.Name == axis).Size % Degree != 0)
            throw new ShapeException($"{spec.Name} of {stage} cannot be divided over {Degree} devices along {axis}.");
        var known = _parameters.FirstOrDefault(p => p.Spec.Name == spec.Name && p.Spec.Section == spec.Section).Tensor;
        if (known is not null)
            return known;
        var label = spec.Section is null ? spec.Name : $"{spec.Name}_{spec.Section.Start}";
        var tensor = _program.Argument(label, new Shape(element, spec.Local(Degree)));
        _parameters.Add((spec, tensor));
        return tensor;
    }

    /// <summary>The finished stage.</summary>
    public Stage Build()
    {
        var options = new CompileOptions { Replicas = Degree, Partitions = 1, DeviceIds = [.. devices] };
        return new Stage(
            new StageProgram(component, stage, _program.Build(), options),
            [.. _inputs.Select(i => new StageInput(i.Name, i.Tensor.Shape, _donated.Contains(i.Tensor)))],
            [.. _parameters.Select(p => p.Spec)],
            _outputs);
    }

    private static string Module(string component, string stage) =>
        new([.. $"{component}_{stage}".Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]);
}
