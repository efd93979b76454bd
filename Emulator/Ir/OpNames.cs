using System.Text;

namespace Emulator.Ir;

/// <summary>Names of operations, both ways.</summary>
internal static class OpNames
{
    private static readonly Dictionary<string, OpKind> Kinds = Enum.GetValues<OpKind>().ToDictionary(Name);

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
