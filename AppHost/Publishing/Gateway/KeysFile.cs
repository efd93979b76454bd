using AppHost.Publishing.Chart;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Gateway;

/// <summary>
/// The file of applications' keys, from a Secret that the operator makes: there are hashes in it, limits and budgets, and
/// none of it is in the values. The gateway follows it as it changes.
/// </summary>
internal static class KeysFile
{
    /// <summary>The entry of the Secret.</summary>
    public const string File = "keys.json";

    private const string Folder = "/etc/inference-keys";
    private const string Volume = "keys";

    // What is looked for where none is named: it need not be there.
    private const string None = "gateway-keys";

    /// <summary>Mounts the Secret, should there be one.</summary>
    public static void Mount(PodSpecV1 pod)
    {
        // Not by its one file: such a mount would not follow the Secret.
        pod.Volumes.Add(new VolumeV1 { Name = Volume, Secret = new() { SecretName = $"{{{{ default `{None}` {Helm.Path(GatewayValues.KeysSecret)} }}}}", Optional = true } });
        foreach (var container in pod.Containers)
            container.VolumeMounts.Add(new() { Name = Volume, MountPath = Folder, ReadOnly = true });
    }

    /// <summary>The setting that names the file: nothing where no Secret is named. A gateway whose Secret is not there says so and ends.</summary>
    public static string Path => $"{{{{ ternary `{Folder}/{File}` `` (ne {Helm.Path(GatewayValues.KeysSecret)} ``) }}}}";
}
