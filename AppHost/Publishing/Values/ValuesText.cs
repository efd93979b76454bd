using System.Text;
using System.Text.Json;

namespace AppHost.Publishing.Values;

/// <summary>Our sections of values.yaml, each value under a comment that says what it is for.</summary>
internal static class ValuesText
{
    /// <summary>What JSON writes is YAML too.</summary>
    public static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Append(string published, IEnumerable<ChartValue> values)
    {
        var text = new StringBuilder(published);
        Write(text, new ValueTree(values), depth: 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, ValueTree tree, int depth)
    {
        var indentation = new string(' ', 2 * depth);
        foreach (var (key, member) in tree.Members)
        {
            if (member is ValueTree inner)
            {
                text.Append($"{indentation}{key}:\n");
                Write(text, inner, depth + 1);
            }
            else if (member is ChartValue value)
            {
                var allowed = value.Allowed.Length == 0 ? "" : $" {value.Choice}: {string.Join(", ", value.Allowed)}.";
                text.Append($"{indentation}# {value.Description}{allowed}\n{indentation}{key}: {JsonSerializer.Serialize(value.Default, Json)}\n");
            }
        }
    }
}
