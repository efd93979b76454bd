using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Aspire.Hosting.Kubernetes.Publishing;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Kubernetes.Deploying;

/// <summary>Gives routes a certificate of one day until somebody brings a real one: a Secret that is there stays as it is.</summary>
internal static class TlsBootstrap
{
    public static async Task RunAsync(PipelineStepContext context, KubernetesEnvironmentResource environment)
    {
        var release = await HelmRelease.OfAsync(context, environment).ConfigureAwait(false);
        var served = context.Model.Resources.OfType<ITlsResource>()
            .Where(resource => resource.Environment == environment && resource.Objects.Count > 0);
        foreach (var resource in served)
        {
            foreach (var name in resource.TlsSecrets)
            {
                var secret = await name.GetValueAsync(context.CancellationToken).ConfigureAwait(false) ?? "";
                List<string> hosts = [];
                foreach (var host in resource.Hosts)
                    hosts.Add(await host.GetValueAsync(context.CancellationToken).ConfigureAwait(false) ?? "");
                if (hosts.Count > 0)
                    await MakeAsync(context, environment, release, secret, hosts).ConfigureAwait(false);
            }
        }
    }

    private static async Task MakeAsync(
        PipelineStepContext context, KubernetesEnvironmentResource environment, HelmRelease release, string secret, List<string> hosts)
    {
        string[] where = ["--namespace", release.Namespace, .. environment.ClusterArguments];
        if ((await Tool.RunAsync("kubectl", ["get", "secret", secret, .. where], context.CancellationToken).ConfigureAwait(false)).Succeeded)
            return;

        var folder = context.Services.GetRequiredService<IPipelineOutputService>().GetTempDirectory(environment);
        var (certificate, key) = (Path.Combine(folder, $"{secret}.crt"), Path.Combine(folder, $"{secret}.key"));
        using (var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        using (var signed = Certificate(pair, hosts))
        {
            await File.WriteAllTextAsync(certificate, signed.ExportCertificatePem(), context.CancellationToken).ConfigureAwait(false);
            await File.WriteAllTextAsync(key, pair.ExportPkcs8PrivateKeyPem(), context.CancellationToken).ConfigureAwait(false);
        }

        await Tool.ExpectAsync(
            "kubectl", ["create", "secret", "tls", secret, $"--cert={certificate}", $"--key={key}", .. where], context.CancellationToken)
            .ConfigureAwait(false);
    }

    private static X509Certificate2 Certificate(ECDsa pair, List<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        hosts.ForEach(names.AddDnsName);
        var request = new CertificateRequest($"CN={hosts[0]}", pair, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now, now.AddDays(1));
    }
}
