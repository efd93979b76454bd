using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AppHost.Publishing.Chart;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>
/// A short name for all that a unit's programs depend on: what it computes, the compiler, and the workers, whose keys of
/// programs are of their version. A rollout is held for this, and for nothing else.
/// </summary>
internal static class UnitContent
{
    /// <summary>Names the content that an object is of.</summary>
    public const string Annotation = "inference/content";

    /// <summary>With a content's name behind it, an annotation of a Deployment that was let go with that content. A compile Job sets it.</summary>
    public const string Released = "released.inference/";

    /// <summary>The helm expression that gives the name, without braces: it stands within others.</summary>
    public static string Expression(Unit unit, Deployment deployment)
    {
        var described = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Described(unit))));
        var worker = deployment.PodTemplate.Spec.Containers.Single().Image.Trim('{', '}', ' ');
        return $"(list `{described}` {worker} {Helm.Path(ImageValues.Compiler(unit.Accelerator.Family))} | toJson | sha256sum | trunc 8)";
    }

    /// <summary>The helm expression that is true once a compile Job has let the unit's Deployment go with this content.</summary>
    public static string IsReleased(Unit unit, string content) =>
        $"(eq `true` (dig `metadata` `annotations` (printf `{Released}%s` {content}) `` (lookup `apps/v1` `Deployment` .Release.Namespace `{UnitNames.Deployment(unit)}`)))";

    /// <summary>What the unit computes. Prices, figures and replicas change nothing of it.</summary>
    private static string Described(Unit unit) => JsonSerializer.Serialize<object[]>(
    [
        unit.Name, unit.Model.Name, unit.Model.Architecture, unit.Model.Path, unit.Model.TextLength, unit.Model.Steps, unit.Model.Guidance,
        unit.Accelerator.Name, unit.Instance.Name, unit.Devices, unit.TensorParallel, $"{unit.Dtype}", CompileJobs.Sizes(unit),
        $"{unit.MaxNumSeqs} {unit.MaxModelLen} {unit.BlockSize}",
    ]);
}
