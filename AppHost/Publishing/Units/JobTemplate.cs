using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Values;

namespace AppHost.Publishing.Units;

/// <summary>A short name for a Job's template, a part of the Job's name: a template cannot be changed, so another is another Job.</summary>
internal static partial class JobTemplate
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The helm expression that gives the name, without braces.</summary>
    public static string Expression(Job job)
    {
        var template = JsonSerializer.Serialize(job.Spec.Template, Plain);
        var published = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(template)));
        // What helm will put into the template counts as it will be.
        var values = HelmExpression().Matches(template).Select(match => match.Groups["inside"].Value)
            .Append(Helm.Path(CompileValues.Again)).Distinct().Order(StringComparer.Ordinal);
        return $"(list `{published}` {string.Join(' ', values.Select(value => $"({value})"))} | toJson | sha256sum | trunc 8)";
    }

    [GeneratedRegex(@"\{\{-? *(?<inside>.+?) *-?\}\}")]
    private static partial Regex HelmExpression();
}
