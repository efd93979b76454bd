using System.Text;
using System.Text.Json;

namespace AppHost.Publishing.Values;

/// <summary>The chart's README.md.</summary>
internal static class ChartReadme
{
    public static string Write(FleetChart chart, IReadOnlyList<ChartValue> values)
    {
        var text = new StringBuilder();
        text.Append("# Inference fleet\n\n");
        text.Append("| value | default | meaning |\n| --- | --- | --- |\n");
        foreach (var value in values)
        {
            var allowed = value.Allowed.Length == 0 ? "" : $" One of {string.Join(", ", value.Allowed.Select(Code))}.";
            text.Append($"| `{value.Path}` | {Code(JsonSerializer.Serialize(value.Default, ValuesText.Json))} | {Cell(value.Description + allowed)} |\n");
        }

        return text.ToString();
    }

    private static string Code(object text) => $"`{Cell(text.ToString()!)}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
