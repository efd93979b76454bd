using System.Net;
using System.Net.Sockets;
using AppHost.Announcements;
using AppHost.Endpoints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppHost.Tests.Announcements;

/// <summary>A service that cannot start is told with who waits for it and what to do.</summary>
public sealed class FailureAnnouncementTests
{
    [Fact]
    public async Task A_taken_port_is_told_with_who_waits_and_how_to_choose_another()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var console = new SaidOnConsole();
        await using var builder = DistributedApplicationTestingBuilder.Create(["--DcpPublisher:RandomizePorts=false", $"--Gateway:Port={port}"]);
        builder.Services.AddLogging(logging => logging.AddProvider(console));
        var gateway = builder.AddProject<Projects.Gateway>("gateway").WithPort("Gateway:Port").AnnounceFailure();
        var frontend = builder.AddProject<Projects.Frontend>("frontend").WithPort("Frontend:Port").WaitForStart(gateway).AnnounceFailure();
        var ended = new[] { gateway, frontend }.Select(service => EndOf(builder, service.Resource)).ToArray();

        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(ended).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        var said = Assert.Single(console.Lines);
        Assert.Contains("frontend waits for gateway", said, StringComparison.Ordinal);
        Assert.Contains($"--Gateway:Port={port + 1}", said, StringComparison.Ordinal);
    }

    private static Task EndOf(IDistributedApplicationTestingBuilder builder, IResource resource)
    {
        var ended = new TaskCompletionSource();
        builder.Eventing.Subscribe<ResourceStoppedEvent>(resource, (_, _) =>
        {
            ended.SetResult();
            return Task.CompletedTask;
        });
        return ended.Task;
    }
}
