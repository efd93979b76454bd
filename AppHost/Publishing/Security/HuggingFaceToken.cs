using AppHost.Publishing.Chart;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Security;

/// <summary>The token for checkpoints behind a licence, from a Secret that need not be there.</summary>
internal static class HuggingFaceToken
{
    private const string Variable = "HF_TOKEN";

    /// <summary>Whether a unit's checkpoint comes from the Hub.</summary>
    public static bool IsFor(Unit unit) => unit.Model.Path.StartsWith("hf://", StringComparison.Ordinal);

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
