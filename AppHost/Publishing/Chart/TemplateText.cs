using System.Text.RegularExpressions;

namespace AppHost.Publishing.Chart;

/// <summary>Turns the text that the publisher wrote for an object into a template: conditions, members, expressions.</summary>
internal static partial class TemplateText
{
    private const string Annotations = "  annotations:";

    public static string Complete(string text)
    {
        var lines = text.TrimEnd('\n').Split('\n').ToList();
        string? condition = null;
        foreach (var (name, value) in TakeMarks(lines))
        {
            if (name == TemplateMarks.Condition)
                condition = value;
            else
                SetMember(lines, name[TemplateMarks.Member.Length..].Split('.'), value);
        }

        var body = string.Join('\n', lines.Select(line => Quoted().Replace(line, WithoutQuotes)));
        return condition is null ? $"{body}\n" : $"{{{{- if {condition} }}}}\n{body}\n{{{{- end }}}}\n";
    }

    private static List<(string Name, string Value)> TakeMarks(List<string> lines)
    {
        var marks = new List<(string, string)>();
        var start = lines.IndexOf(Annotations);
        for (var at = start + 1; start >= 0 && at < lines.Count && lines[at].StartsWith("    ", StringComparison.Ordinal);)
        {
            if (Mark().Match(lines[at]) is { Success: true } mark)
            {
                marks.Add((mark.Groups["name"].Value, Unescape(mark.Groups["value"].Value)));
                lines.RemoveAt(at);
            }
            else
            {
                at++;
            }
        }

        if (marks.Count > 0 && !(start + 1 < lines.Count && lines[start + 1].StartsWith("    ", StringComparison.Ordinal)))
            lines.RemoveAt(start);
        return marks;
    }

    private static void SetMember(List<string> lines, string[] path, string value)
    {
        var from = 0;
        var to = lines.Count;
        var text = Helm.IsRaw(value, out var raw) ? raw : $"\"{value}\"";
        for (var depth = 0; depth < path.Length; depth++)
        {
            var key = $"{new string(' ', 2 * depth)}{path[depth]}:";
            var at = lines.FindIndex(from, to - from, line => line == key || line.StartsWith(key + " ", StringComparison.Ordinal));
            var isLast = depth == path.Length - 1;
            if (at < 0)
            {
                at = from;
                lines.Insert(at, key);
                to++;
            }

            if (isLast)
                lines[at] = $"{key} {text}";
            from = at + 1;
            to = EndOf(lines, at, depth);
            if (isLast)
                lines.RemoveRange(from, to - from);
        }
    }

    /// <summary>The first line after a member that belongs to it no more.</summary>
    private static int EndOf(List<string> lines, int member, int depth)
    {
        var inside = new string(' ', 2 * depth + 1);
        var at = member + 1;
        while (at < lines.Count && lines[at].StartsWith(inside, StringComparison.Ordinal))
            at++;
        return at;
    }

    private static string WithoutQuotes(Match quoted) =>
        Helm.IsRaw(Unescape(quoted.Groups["value"].Value), out var expression) ? expression : quoted.Value;

    private static string Unescape(string value) =>
        Escape().Replace(value, escape => escape.Value == "\\n" ? "\n" : escape.Groups[1].Value);

    [GeneratedRegex("""^    (?<name>publishing/[\w.]+): "(?<value>.*)"$""")]
    private static partial Regex Mark();

    [GeneratedRegex("""
        "(?<value>(?:[^"\\]|\\.)*)"
        """)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
