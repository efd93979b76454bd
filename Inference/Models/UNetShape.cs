namespace Inference.Models;

/// <summary>Sizes that a UNet's programs are made for.</summary>
/// <param name="Pictures">Pictures at once.</param>
/// <param name="Copies">How often each is computed: twice with classifier-free guidance, first the negative text, then the prompt.</param>
/// <param name="Rows">Rows of latents.</param>
/// <param name="Columns">Columns of latents.</param>
/// <param name="Text">Text tokens.</param>
internal sealed record UNetShape(int Pictures, int Copies, int Rows, int Columns, int Text)
{
    public int Batch => Pictures * Copies;

    /// <summary>Rows and columns at a level; each halves those of the one before, rounded up.</summary>
    public (int Rows, int Columns) At(int level) => (Half(Rows, level), Half(Columns, level));

    private static int Half(int size, int level) => (size + (1 << level) - 1) >> level;

    public override string ToString() => $"{Pictures}x{Copies} {Rows}x{Columns}";
}
