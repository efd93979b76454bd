using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Values;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>
/// A short name for all that a unit's programs depend on, a part of its Jobs' names: a Job cannot be changed, so new content
/// is a new Job, and the same content is compiled once.
/// </summary>
internal static class UnitContent
{
    public const string Annotation = "inference/content";

    /// <summary>The helm expression that gives the name, without braces: it stands within others.</summary>
    public static string Expression(Unit unit, IReadOnlyList<Job> jobs)
    {
        var published = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Described(unit) + JsonSerializer.Serialize(jobs))));
        var values = string.Join(' ', ((string[])[
            ImageValues.Compiler(unit.Accelerator.Family),
            CompileValues.Benchmark,
            UnitValues.Cpu(unit),
            UnitValues.Memory(unit),
        ]).Select(Helm.Path));
        return $"(list `{published}` {values} | toJson | sha256sum | trunc 8)";
    }

    /// <summary>What the unit computes. Prices, figures and replicas change nothing of it.</summary>
    private static string Described(Unit unit) => JsonSerializer.Serialize<object[]>(
    [
        unit.Name, unit.Model.Name, unit.Model.Architecture, unit.Model.Path, unit.Model.TextLength, unit.Model.Steps, unit.Model.Guidance,
        unit.Accelerator.Name, unit.Instance.Name, unit.Devices, unit.TensorParallel, $"{unit.Dtype}", CompileJobs.Sizes(unit),
        $"{unit.MaxNumSeqs} {unit.MaxModelLen} {unit.BlockSize}",
    ]);
}
