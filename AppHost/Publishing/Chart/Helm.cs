namespace AppHost.Publishing.Chart;

/// <summary>
/// Helm expressions in manifests. A path is where the value stands in values.yaml: <c>scaling.maxReplicas.flux-trn1</c>.
/// The publisher quotes every text; <see cref="CompleteChart"/> takes the quotes from what is no text once helm has run.
/// </summary>
internal static class Helm
{
    // YAML leaves these characters as they are, and no manifest has them.
    private const string Mark = "@helm:";

    /// <summary>A value inside an expression or a condition: <c>.Values.store.bucket</c>, in parentheses where it takes words.</summary>
    public static string Path(string path)
    {
        var keys = path.Split('.');
        var plain = keys.TakeWhile(IsName).ToArray();
        var reference = string.Join('.', [".Values", .. plain]);
        if (plain.Length == keys.Length)
            return reference;

        // Back quotes: the double ones would be escaped within YAML's own.
        return $"(index {reference} {string.Join(' ', keys[plain.Length..].Select(key => $"`{key}`"))})";
    }

    /// <summary>Text, or a part of it.</summary>
    public static string Text(string path) => $"{{{{ {Path(path)} }}}}";

    /// <summary>A number where text is needed, as in annotations and environment variables: never 1e+06.</summary>
    public static string NumberText(string path) => $"{{{{ {Path(path)} | toJson }}}}";

    /// <summary>A number.</summary>
    public static string Number(string path) => Json(path);

    /// <summary>True or false.</summary>
    public static string Flag(string path) => Json(path);

    /// <summary>Whatever the value is: a list, a map.</summary>
    public static string Json(string path) => Raw($"{{{{ {Path(path)} | toJson }}}}");

    /// <summary>YAML as helm makes it, without quotes around.</summary>
    public static string Raw(string expression) => Mark + expression;

    /// <summary>Whether a text came from <see cref="Raw"/>, and what it says then.</summary>
    internal static bool IsRaw(string text, out string expression)
    {
        var raw = text.StartsWith(Mark, StringComparison.Ordinal);
        expression = raw ? text[Mark.Length..] : text;
        return raw;
    }

    private static bool IsName(string key) => key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
