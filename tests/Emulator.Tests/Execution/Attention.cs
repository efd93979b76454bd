using Emulator.Tests.Kernels;

namespace Emulator.Tests.Execution;

/// <summary>Attention as a program: scores, softmax, values; q, k and v are [tokens, heads, size].</summary>
internal static class Attention
{
    public static string Text(int heads, int tokens, int size)
    {
        var (qkv, scores, rows, scalar) = ($"tensor<{tokens}x{heads}x{size}xf32>", $"tensor<{heads}x{tokens}x{tokens}xf32>", $"tensor<{heads}x{tokens}xf32>", "tensor<f32>");
        return Programs.Module(
            $"%q: {qkv}, %k: {qkv}, %v: {qkv}", $"tensor<{heads}x{tokens}x{size}xf32>",
            $$"""
                %zero = "stablehlo.constant"() {value = dense<0.0> : tensor<f32>} : () -> tensor<f32>
                %low = "stablehlo.constant"() {value = dense<0xFF800000> : tensor<f32>} : () -> tensor<f32>
                %s = "stablehlo.dot_general"(%q, %k) {dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [1], rhs_batching_dimensions = [1], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [2]>} : ({{qkv}}, {{qkv}}) -> {{scores}}
                %m = "stablehlo.reduce"(%s, %low) ({
                  ^bb0(%ma: {{scalar}}, %mb: {{scalar}}):
                    %mm = "stablehlo.maximum"(%ma, %mb) : ({{scalar}}, {{scalar}}) -> {{scalar}}
                    "stablehlo.return"(%mm) : ({{scalar}}) -> ()
                }) {dimensions = array<i64: 2>} : ({{scores}}, {{scalar}}) -> {{rows}}
                %mw = "stablehlo.broadcast_in_dim"(%m) {broadcast_dimensions = array<i64: 0, 1>} : ({{rows}}) -> {{scores}}
                %d = "stablehlo.subtract"(%s, %mw) : ({{scores}}, {{scores}}) -> {{scores}}
                %e = "stablehlo.exponential"(%d) : ({{scores}}) -> {{scores}}
            {{Programs.Sum("%t", "%e", "%zero", 2, scores, rows)}}
                %tw = "stablehlo.broadcast_in_dim"(%t) {broadcast_dimensions = array<i64: 0, 1>} : ({{rows}}) -> {{scores}}
                %p = "stablehlo.divide"(%e, %tw) : ({{scores}}, {{scores}}) -> {{scores}}
                %o = "stablehlo.dot_general"(%p, %v) {dot_dimension_numbers = #stablehlo.dot<lhs_batching_dimensions = [0], rhs_batching_dimensions = [1], lhs_contracting_dimensions = [2], rhs_contracting_dimensions = [0]>} : ({{scores}}, {{qkv}}) -> tensor<{{heads}}x{{tokens}}x{{size}}xf32>
            """, "%o");
    }

    public static byte[][] Inputs(int heads, int tokens, int size)
        => [.. Enumerable.Range(1, 3).Select(seed => Programs.Bytes(RandomValues.Floats(heads * tokens * size, seed)))];

    /// <summary>The same in double precision, [heads, tokens, size].</summary>
    public static double[] Expected(byte[][] inputs, int heads, int tokens, int size)
    {
        var (q, k, v) = (Programs.Values<float>(inputs[0]), Programs.Values<float>(inputs[1]), Programs.Values<float>(inputs[2]));
        var result = new double[heads * tokens * size];
        for (var h = 0; h < heads; h++)
        {
            for (var t = 0; t < tokens; t++)
            {
                var scores = Enumerable.Range(0, tokens).Select(u => Enumerable.Range(0, size).Sum(e => (double)q[(t * heads + h) * size + e] * k[(u * heads + h) * size + e])).ToArray();
                var top = scores.Max();
                var weights = Array.ConvertAll(scores, s => Math.Exp(s - top));
                for (var e = 0; e < size; e++)
                    result[(h * tokens + t) * size + e] = Enumerable.Range(0, tokens).Sum(u => weights[u] * v[(u * heads + h) * size + e]) / weights.Sum();
            }
        }
        return result;
    }
}
