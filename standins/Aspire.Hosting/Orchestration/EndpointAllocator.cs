using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Orchestration;

/// <summary>Gives every endpoint its port, once for the life of the application: a restarted process keeps its address.</summary>
internal static class EndpointAllocator
{
    private const string Randomize = "DcpPublisher:RandomizePorts";

    public static void Allocate(DistributedApplicationModel model, IConfiguration configuration)
    {
        var randomize = configuration.GetValue<bool>(Randomize);
        foreach (var endpoint in model.Resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()))
        {
            if (endpoint.AllocatedEndpoint is not null)
                continue;
            var port = (randomize ? null : endpoint.TargetPort ?? endpoint.Port) ?? FreePort.Next();
            if (randomize)
                endpoint.TargetPort = null;
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, port);
        }
    }
}

/// <summary>Ports that nobody listens on.</summary>
internal static class FreePort
{
    // Below what Linux, macOS and Windows hand out for outgoing connections: between the choice and the process's own
    // bind no connection can take it.
    private const int First = 20_000;
    private const int Last = 32_000;
    private const int Attempts = 200;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Chosen = [];

    public static int Next()
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var port = Random.Shared.Next(First, Last);
                if (Chosen.Contains(port) || !IsFree(port))
                    continue;
                Chosen.Add(port);
                return port;
            }
        }

        throw new DistributedApplicationException($"No free port found between {First} and {Last}.");
    }

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
