using System.Text.RegularExpressions;

namespace Aspire.Hosting.Kubernetes.Helm;

/// <summary>Text in double braces, which helm replaces when the chart is installed.</summary>
internal static partial class HelmExpression
{
    public const string Parameters = "parameters";
    public const string Secrets = "secrets";
    public const string Config = "config";

    public static string Of(string inside) => $"{{{{ {inside} }}}}";

    /// <summary>A key as values.yaml may have it: a hyphen would end the name in an expression.</summary>
    public static string Key(string name) => name.Replace('-', '_');

    /// <summary>Refers to a value of a section of values.yaml.</summary>
    public static string Value(string section, string resource, string key) => Of(Key($".Values.{section}.{resource}.{key}"));

    /// <summary>The expression with a conversion at its end; null for text that is more than one expression.</summary>
    public static string? Convert(string text, string conversion) =>
        Whole().Match(text) is { Success: true } match ? Of($"{match.Groups[1].Value.Trim()} | {conversion}") : null;

    /// <summary>Whether text refers to values.yaml.</summary>
    public static bool RefersToValues(string text) => text.Contains(".Values.", StringComparison.Ordinal) && Any().IsMatch(text);

    /// <summary>Whether text refers to a secret of values.yaml.</summary>
    public static bool RefersToSecrets(string text) =>
        text.Contains($".Values.{Secrets}.", StringComparison.Ordinal) && Any().IsMatch(text);

    /// <summary>Whether helm must put a number or a block in its place, so that YAML may not quote it.</summary>
    public static bool IsUnquoted(string text) => Condition().IsMatch(text) || WholeNumber().IsMatch(text);

    /// <summary>Numbers in text where only strings are allowed.</summary>
    public static string NumbersAsText(string text) => Number().Replace(text, match => Of($"{match.Groups[1].Value.Trim()} | toString"));

    [GeneratedRegex(@"\{\{[^{}]+\}\}")]
    private static partial Regex Any();

    [GeneratedRegex(@"^\{\{([^{}]+)\}\}$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\{\{([^{}]*\|\s*(?:int|int64|float64)\s*)\}\}")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\{\{[^{}]*\|\s*(?:int|int64|float64)\s*\}\}$")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^\{\{\s*if\b")]
    private static partial Regex Condition();
}
