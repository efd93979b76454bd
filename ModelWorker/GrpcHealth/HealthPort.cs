using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelWorker.GrpcHealth;

/// <summary>
/// The port on which gRPC health is answered: a port of its own, for HTTP/2 without TLS cannot be told from HTTP/1.1 by
/// the server that is to speak both.
/// </summary>
internal static class HealthPort
{
    /// <summary>In a pod, where nothing else says so.</summary>
    public const int InPod = 8001;

    private const string Key = $"{WorkerOptions.Section}:{nameof(WorkerOptions.HealthPort)}";

    /// <summary>Listens on it too, beside the addresses that there are. 0: it is off, as it is outside of a cluster.</summary>
    /// <param name="addresses">Where the worker listens if nothing says so.</param>
    public static void ListenForHealth(this WebApplicationBuilder builder, string addresses)
    {
        var configuration = builder.Configuration;
        if (configuration["urls"] is { Length: > 0 } urls)
            addresses = urls;
        else if (configuration["http_ports"] is { Length: > 0 } ports)
            addresses = string.Join(';', ports.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"http://*:{port}"));

        var inPod = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is not null;
        var health = configuration.GetValue<int?>(Key) ?? (inPod ? InPod : 0);
        if (health == 0)
        {
            builder.WebHost.UseUrls(addresses);
            return;
        }

        // Elsewhere than in a pod nobody but this machine has a reason to ask.
        builder.WebHost.UseUrls($"{addresses};http://{(inPod ? "*" : "127.0.0.1")}:{health}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            if (endpoint.IPEndPoint?.Port == health)
                endpoint.Protocols = HttpProtocols.Http2;
        }));
        configuration[Key] = $"{health}";
    }

    /// <summary>Answers there, and only there.</summary>
    public static void UseHealthPort(this WebApplication app)
    {
        var health = app.Configuration.GetValue<int?>(Key) ?? 0;
        if (health == 0)
            return;
        var service = app.Services.GetRequiredService<HealthService>();
        app.MapWhen(context => context.Connection.LocalPort == health, branch => branch.Run(service.AnswerAsync));
    }
}
