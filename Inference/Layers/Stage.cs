using Inference.Programs;
using Inference.StableHlo;

namespace Inference.Layers;

/// <summary>A traced stage: its program and what the program's arguments and results are.</summary>
/// <param name="Program">What is compiled.</param>
/// <param name="Inputs">The first arguments in order, by name.</param>
/// <param name="Parameters">The weights: the arguments after the inputs.</param>
/// <param name="Outputs">The results in order.</param>
internal sealed record Stage(
    StageProgram Program,
    IReadOnlyList<StageInput> Inputs,
    IReadOnlyList<ParameterSpec> Parameters,
    IReadOnlyList<StageOutput> Outputs);

/// <summary>An argument that is no weight.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its type on each device.</param>
/// <param name="Donated">Whether a result takes over its memory, so that it is gone after the call.</param>
internal sealed record StageInput(string Name, Shape Shape, bool Donated);

/// <summary>A result.</summary>
internal sealed record StageOutput(string Name, Shape Shape);
