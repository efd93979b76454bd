using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>
/// A unit's part of the fleet file, which its pods carry in an annotation and read as a file. A pod keeps what it was made
/// with, so that pods that go on serving while the next are held do not read tomorrow's fleet; a ConfigMap would change
/// under them, and one with a name of its own would have to outlive its release, which <c>helm rollback</c> refuses to meet again.
/// </summary>
internal static class UnitFleet
{
    public const string Annotation = "inference/fleet";

    private const string Volume = "fleet";

    // How many and how much of the traffic is nothing to a pod: it is not started anew for that.
    private static readonly string[] OfOthers = ["replicas", "weight"];

    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonSerializerOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The unit and its model, as the fleet file has them.</summary>
    public static string Text(Unit unit, string fleetFile)
    {
        var fleet = JsonNode.Parse(File.ReadAllText(fleetFile), documentOptions: Reading)!;
        var own = fleet["units"]![unit.Name]!.DeepClone().AsObject();
        foreach (var member in OfOthers)
            own.Remove(member);
        // A fleet without any price is none; one that the catalogue has need not be here.
        if (unit.Instance.OnDemand is not null)
            own.Remove("usdPerHour");
        return new JsonObject
        {
            ["models"] = new JsonObject { [unit.Model.Name] = fleet["models"]![unit.Model.Name]!.DeepClone() },
            ["units"] = new JsonObject { [unit.Name] = own },
        }.ToJsonString(Writing);
    }

    /// <summary>Gives pods the text, and every container of theirs the file.</summary>
    public static void Carry(PodTemplateSpecV1 template, string text)
    {
        template.Metadata.Annotations[Annotation] = text;
        var source = new VolumeProjectionV1
        {
            DownwardApi = new() { Items = { new() { Path = FleetConfig.File, FieldRef = new() { FieldPath = $"metadata.annotations['{Annotation}']" } } } },
        };
        template.Spec.Volumes.Add(new() { Name = Volume, Projected = new() { Sources = { source } } });
        foreach (var container in template.Spec.Containers)
            container.VolumeMounts.Add(new() { Name = Volume, MountPath = FleetConfig.Folder, ReadOnly = true });
    }
}
