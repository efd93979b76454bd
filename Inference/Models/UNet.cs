using Inference.Layers;
using Inference.StableHlo;
using Pjrt;

namespace Inference.Models;

/// <summary>
/// UNet2DConditionModel (Rombach et al. 2022; Podell et al. 2023) in small stages, channels last. Layers of the same sizes trace to the
/// same program, which is compiled once.
/// </summary>
/// <param name="Config">The model's config.</param>
/// <param name="Devices">Devices over which layers are divided.</param>
/// <param name="Element">Type of weights, texts and what is multiplied with weights; all else is f32.</param>
internal sealed record UNet(UNetConfig Config, IReadOnlyList<int> Devices, ElementType Element)
{
    public const string Component = "unet";

    /// <summary>The layers between input and output.</summary>
    public IReadOnlyList<UNetLayer> Layers { get; } = UNetLayer.Of(Config);

    private UNetBlocks Blocks { get; } = new(Config);

    /// <summary>Whether every layer can be divided over so many devices.</summary>
    public static bool Divides(UNetConfig config, int degree) => config.Groups % degree == 0 && config.Channels.All(c => c % degree == 0)
        && UNetLayer.Of(config).All(layer => layer.Heads % degree == 0);

    /// <summary>time (sinusoids), added where the model has it → condition [b, t], activated as every use of it begins.</summary>
    public Stage Condition(int batch)
    {
        var trace = Trace($"condition {batch}");
        var time = trace.Input("time", ElementType.F32, ("b", batch), ("c", Config.Channels[0]));
        var added = Config.AddedChannels is { } channels ? trace.Input("added", ElementType.F32, ("b", batch), ("c", channels)) : null;
        var condition = Embed(trace.Weights["time_embedding"], time);
        if (added is not null)
            condition += Embed(trace.Weights["add_embedding"], added);
        trace.Output("condition", Activation.Silu(condition));
        return trace.Build();
    }

    /// <summary>latents [pictures, y, x, c], scale (f32) → hidden: each picture's copies one after the other.</summary>
    public Stage Input(UNetShape shape)
    {
        var trace = Trace($"input {shape}");
        var latents = trace.Input("latents", ElementType.F32, ("b", shape.Pictures), ("y", shape.Rows), ("x", shape.Columns), ("c", Config.InChannels));
        var scaled = latents * trace.Input("scale", ElementType.F32);
        var copies = Rearrangement.Concatenate("b", [.. Enumerable.Repeat(scaled, shape.Copies)]);
        trace.Output("hidden", Convolution.Apply(trace.Weights["conv_in"], copies, Config.Channels[0], exact: true));
        return trace.Build();
    }

    /// <summary>The stages of a layer: one, or for a transformer its entry, the block that is repeated, and its exit.</summary>
    public Stage[] Stages(UNetLayer layer, UNetShape shape) => layer.Kind switch
    {
        UNetLayerKind.Residual => [Residual(layer, shape)],
        UNetLayerKind.Transformer => [Enter(layer, shape), Block(layer, shape), Leave(layer, shape)],
        UNetLayerKind.Downsample => [Resample("downsample", layer, shape, x => Convolution.Apply(x.Weights["conv"], x.Hidden, layer.Out, stride: 2))],
        _ => [Resample("upsample", layer, shape, x => Convolution.Apply(x.Weights["conv"], Double(x.Hidden, shape.At(layer.Level - 1)), layer.Out))],
    };

    /// <summary>hidden → prediction [b, y, x, c], f32.</summary>
    public Stage Output(UNetShape shape)
    {
        var trace = Trace($"output {shape}");
        var x = Blocks.Normalized(trace.Weights["conv_norm_out"], Hidden(trace, "hidden", Config.Channels[0], 0, shape));
        trace.Output("prediction", Convolution.Apply(trace.Weights["conv_out"], x, Config.OutChannels, exact: true));
        return trace.Build();
    }

    private Stage Residual(UNetLayer layer, UNetShape shape)
    {
        var trace = Trace($"residual {layer.In}+{layer.Skip}>{layer.Out} {Size(layer, shape)}");
        var hidden = Hidden(trace, "hidden", layer.In, layer.Level, shape);
        var skip = layer.Skip > 0 ? Hidden(trace, "skip", layer.Skip, layer.Level, shape) : null;
        var condition = trace.Input("condition", ElementType.F32, ("b", shape.Batch), ("t", Config.ConditionWidth));
        var x = skip is null ? hidden : Rearrangement.Concatenate("c", hidden, skip);
        trace.Output("hidden", Blocks.Residual(trace.Weights, x, condition, layer.Out));
        return trace.Build();
    }

    private Stage Enter(UNetLayer layer, UNetShape shape)
    {
        var trace = Trace($"transformer_in {layer.In} {Size(layer, shape)}");
        trace.Output("tokens", Blocks.Enter(trace.Weights, Hidden(trace, "hidden", layer.In, layer.Level, shape)));
        return trace.Build();
    }

    private Stage Block(UNetLayer layer, UNetShape shape)
    {
        var trace = Trace($"transformer_block {layer.In}/{layer.Heads} {Size(layer, shape)}+{shape.Text}");
        var tokens = Tokens(trace, layer, shape);
        var text = trace.Input("text", ("b", shape.Batch), ("s", shape.Text), ("k", Config.TextChannels));
        trace.Output("tokens", UNetBlocks.Transform(trace.Weights, tokens, text, layer.Heads), tokens);
        return trace.Build();
    }

    private Stage Leave(UNetLayer layer, UNetShape shape)
    {
        var trace = Trace($"transformer_out {layer.In} {Size(layer, shape)}");
        var tokens = Tokens(trace, layer, shape);
        trace.Output("hidden", UNetBlocks.Leave(trace.Weights, tokens, Hidden(trace, "hidden", layer.In, layer.Level, shape)));
        return trace.Build();
    }

    private Stage Resample(string name, UNetLayer layer, UNetShape shape, Func<(Scope Weights, Tensor Hidden), Tensor> apply)
    {
        // Two odd sizes of the finer level can have the same half.
        var (rows, columns) = shape.At(Math.Max(0, layer.Level - 1));
        var trace = Trace($"{name} {layer.In} {Size(layer, shape)} from {rows}x{columns}");
        trace.Output("hidden", apply((trace.Weights, Hidden(trace, "hidden", layer.In, layer.Level, shape))));
        return trace.Build();
    }

    /// <summary>Every pixel four times, without the last row or column where the finer level has an odd number.</summary>
    private static Tensor Double(Tensor picture, (int Rows, int Columns) to) =>
        Convolution.Upsample(picture).Slice("y", 0, to.Rows).Slice("x", 0, to.Columns);

    private Tensor Embed(Scope weights, Tensor x)
    {
        var inner = Activation.Silu(Linear.Apply(weights["linear_1"], x, "c", ("t", Config.ConditionWidth), exact: true));
        return Linear.Apply(weights["linear_2"], inner, "t", ("t", Config.ConditionWidth), exact: true);
    }

    private static Tensor Hidden(StageTrace trace, string name, int channels, int level, UNetShape shape) =>
        trace.Input(name, ElementType.F32, ("b", shape.Batch), ("y", shape.At(level).Rows), ("x", shape.At(level).Columns), ("c", channels));

    private static Tensor Tokens(StageTrace trace, UNetLayer layer, UNetShape shape) =>
        trace.Input("tokens", ElementType.F32, ("b", shape.Batch), ("s", shape.At(layer.Level).Rows * shape.At(layer.Level).Columns), ("d", layer.In));

    private static string Size(UNetLayer layer, UNetShape shape) => $"{shape.Batch}x{shape.At(layer.Level).Rows}x{shape.At(layer.Level).Columns}";

    private StageTrace Trace(string stage) => new(Component, stage, Devices, Element);
}
