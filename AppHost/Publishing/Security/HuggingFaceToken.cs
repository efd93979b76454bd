using AppHost.Publishing.Chart;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Security;

/// <summary>The token for checkpoints behind a licence, from a Secret that need not be there.</summary>
internal static class HuggingFaceToken
{
    private const string Variable = "HF_TOKEN";

    /// <summary>Gives it to every container of a pod.</summary>
    public static void Give(PodSpecV1 pod)
    {
        foreach (var container in pod.Containers)
        {
            container.Env.Add(new()
            {
                Name = Variable,
                ValueFrom = new() { SecretKeyRef = new() { Name = Helm.Text(SecurityValues.TokenSecret), Key = Variable, Optional = true } },
            });
        }
    }
}
