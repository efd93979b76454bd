using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using AppHost.Publishing.Kinds;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>
/// A short name for all that a unit's programs depend on, a part of its Jobs' names: a Job's template cannot be changed, so
/// new content is a new Job, and the same content is compiled once.
/// </summary>
internal static partial class UnitContent
{
    public const string Annotation = "inference/content";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The helm expression that gives the name, without braces: it stands within others.</summary>
    public static string Expression(Unit unit, IReadOnlyList<Job> jobs)
    {
        var templates = JsonSerializer.Serialize(jobs.Select(job => job.Spec.Template), Plain);
        var published = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Described(unit) + templates)));
        // What helm will put into the templates counts as it will be.
        var values = HelmExpression().Matches(templates).Select(match => match.Groups["inside"].Value).Distinct().Order(StringComparer.Ordinal);
        return $"(list `{published}` {string.Join(' ', values.Select(value => $"({value})"))} | toJson | sha256sum | trunc 8)";
    }

    /// <summary>What the unit computes. Prices, figures and replicas change nothing of it.</summary>
    private static string Described(Unit unit) => JsonSerializer.Serialize<object[]>(
    [
        unit.Name, unit.Model.Name, unit.Model.Architecture, unit.Model.Path, unit.Model.TextLength, unit.Model.Steps, unit.Model.Guidance,
        unit.Accelerator.Name, unit.Instance.Name, unit.Devices, unit.TensorParallel, $"{unit.Dtype}", CompileJobs.Sizes(unit),
        $"{unit.MaxNumSeqs} {unit.MaxModelLen} {unit.BlockSize}",
    ]);

    [GeneratedRegex(@"\{\{-? *(?<inside>.+?) *-?\}\}")]
    private static partial Regex HelmExpression();
}
