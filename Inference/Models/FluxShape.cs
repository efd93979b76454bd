namespace Inference.Models;

/// <summary>Sizes that a Flux transformer's programs are made for.</summary>
/// <param name="Batch">Pictures at once.</param>
/// <param name="Text">Text tokens.</param>
/// <param name="Image">Image tokens: one for 16 by 16 pixels.</param>
internal sealed record FluxShape(int Batch, int Text, int Image)
{
    public int Tokens => Text + Image;

    public override string ToString() => $"{Batch}x{Text}+{Image}";
}
