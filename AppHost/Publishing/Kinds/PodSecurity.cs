using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Kinds;

/// <summary>What a pod may do: nothing that it does not need. Kubernetes' "restricted" standard, and a root that cannot be written.</summary>
internal static class PodSecurity
{
    /// <summary>The user and group <c>app</c> of .NET's images.</summary>
    public const long User = 1654;

    private const string Temporary = "tmp";

    /// <summary>Applies it to every container of a pod, and gives them a folder for temporary files.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="temporaryLimit">How much the folder may hold.</param>
    public static void Restrict(PodSpecV1 pod, string temporaryLimit)
    {
        pod.SecurityContext = new()
        {
            RunAsNonRoot = true,
            RunAsUser = User,
            RunAsGroup = User,
            FsGroup = User,
            SeccompProfile = new() { Type = "RuntimeDefault" },
        };
        pod.Volumes.Add(new() { Name = Temporary, EmptyDir = new() { SizeLimit = temporaryLimit } });
        foreach (var container in pod.Containers)
        {
            container.SecurityContext = new()
            {
                RunAsNonRoot = true,
                AllowPrivilegeEscalation = false,
                ReadOnlyRootFilesystem = true,
                Capabilities = new() { Drop = { "ALL" } },
            };
            container.VolumeMounts.Add(new() { Name = Temporary, MountPath = "/tmp" });
            // Caches of compilers and drivers go where they can be written.
            container.Env.Add(new() { Name = "HOME", Value = "/tmp" });
        }
    }
}
