using System.Text;

namespace Emulator.Ir;

/// <summary>Names of operations, both ways.</summary>
internal static class OpNames
{
    private static readonly Dictionary<string, OpKind> Kinds = Enum.GetValues<OpKind>().ToDictionary(Name);

    // Of StableHLO 1.x, but not of any program served here.
    private static readonly HashSet<string> NotImplemented = [.. """
        after_all async_done async_start batch_norm_grad batch_norm_inference batch_norm_training broadcast cholesky complex
        create_token cross-replica-sum dot dynamic_broadcast_in_dim dynamic_conv dynamic_gather dynamic_iota dynamic_pad
        dynamic_reshape einsum fft get_dimension_size get_tuple_element imag infeed map outfeed real real_dynamic_slice recv
        select_and_scatter send set_dimension_size torch_index_select triangular_solve tuple unary_einsum uniform_dequantize
        uniform_quantize
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Whether such an operation exists, though not here.</summary>
    public static bool IsStableHlo(string name)
        => name.StartsWith("chlo.", StringComparison.Ordinal)
            || name.StartsWith("stablehlo.", StringComparison.Ordinal) && NotImplemented.Contains(name["stablehlo.".Length..]);

    public static bool TryGetKind(string name, out OpKind kind) => Kinds.TryGetValue(name, out kind);

    public static string Name(OpKind kind) => kind switch
    {
        OpKind.FuncReturn => "func.return",
        OpKind.FuncCall => "func.call",
        OpKind.Atan2 => "stablehlo.atan2",
        _ => "stablehlo." + Snake(kind.ToString()),
    };

    private static string Snake(string pascal)
    {
        var text = new StringBuilder();
        foreach (var c in pascal)
        {
            if (char.IsUpper(c) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
