namespace Inference.Schedulers;

/// <summary>A sum of the sample and the model's output, each times a number.</summary>
/// <param name="Sample">What the sample is multiplied with.</param>
/// <param name="Output">What the model's output is multiplied with.</param>
public readonly record struct Blend(double Sample, double Output)
{
    /// <summary>The sample alone.</summary>
    internal static Blend OfSample => new(1, 0);

    /// <summary>The output alone.</summary>
    internal static Blend OfOutput => new(0, 1);

    /// <summary>Both shares added.</summary>
    public static Blend operator +(Blend a, Blend b) => new(a.Sample + b.Sample, a.Output + b.Output);

    /// <summary>Both shares times a number.</summary>
    public static Blend operator *(double factor, Blend blend) => new(factor * blend.Sample, factor * blend.Output);
}
