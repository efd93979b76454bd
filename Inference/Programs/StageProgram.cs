using Pjrt;

namespace Inference.Programs;

/// <summary>One program of a model: what is compiled, stored and loaded as a unit.</summary>
/// <param name="Component">Folder of the component in the checkpoint: text_encoder, text_encoder_2, transformer or vae.</param>
/// <param name="Stage">The stage in it and its shape, for instance <c>double_block 1x176</c>; unique in a component.</param>
/// <param name="Text">StableHLO in generic text form. The same model, shapes and degree give the same bytes.</param>
/// <param name="Options">Replicas (the tensor-parallel degree) and the devices they run on.</param>
public sealed record StageProgram(string Component, string Stage, string Text, CompileOptions Options);
