using Inference.StableHlo;
using Pjrt;

namespace Inference.Layers;

/// <summary>Activation functions, by the names that checkpoints' configs use.</summary>
internal static class Activation
{
    /// <summary>The function of that name.</summary>
    /// <exception cref="NotSupportedException">None is known.</exception>
    public static Func<Tensor, Tensor> Named(string name) => name switch
    {
        "quick_gelu" => QuickGelu,
        "gelu" => Gelu,
        "gelu_new" or "gelu_pytorch_tanh" => TanhGelu,
        "silu" or "swish" => Silu,
        "relu" => x => x.Maximum(x.Program.Scalar(x.Element, 0).BroadcastTo(x.Shape)),
        _ => throw new NotSupportedException($"The activation {name} is not known; known are quick_gelu, gelu, gelu_new, gelu_pytorch_tanh, silu, swish and relu."),
    };

    /// <summary>x σ(x).</summary>
    public static Tensor Silu(Tensor x) => x * x.Logistic();

    /// <summary>x σ(1.702 x).</summary>
    public static Tensor QuickGelu(Tensor x) => x * (x * 1.702).Logistic();

    /// <summary>
    /// x Φ(x), with the normal distribution by tanh: ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))). As ½ (1 + tanh u) = σ(2u), that is
    /// x σ(x (a + b x²)): the same with half the operations.
    /// </summary>
    public static Tensor TanhGelu(Tensor x)
    {
        var a = 2 * Math.Sqrt(2 / Math.PI);
        return x * (x * (x * x * (0.044715 * a) + a)).Logistic();
    }

    /// <summary>x Φ(x), with the normal distribution by the error function: ½ x (1 + erf(x / √2)).</summary>
    public static Tensor Gelu(Tensor x)
    {
        var wide = x.As(ElementType.F32);
        return (wide * 0.5 * (ErrorFunction(wide * Math.Sqrt(0.5)) + 1)).As(x.Element);
    }

    /// <summary>
    /// erf by Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: error at most 1.5e-7, the rounding of f32.
    /// StableHLO itself has no such operation.
    /// </summary>
    private static Tensor ErrorFunction(Tensor x)
    {
        double[] a = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
        var size = x.Absolute();
        var one = x.Program.Scalar(x.Element, 1).BroadcastTo(x.Shape);
        var t = one / (size * 0.3275911 + 1);
        var polynomial = a[1..].Aggregate(t * a[0], (sum, c) => (sum + c) * t);
        return x.Sign() * (one - polynomial * (-(size * size)).Exponential());
    }
}
