using System.Net.Sockets;
using Aspire.Hosting.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Backchannel;

/// <summary>The channel to the Aspire CLI that has started this AppHost.</summary>
internal sealed class MainBackchannel(CliSession session, MainMethods methods, ILogger<DistributedApplication> logger) : IHostedService
{
    private BackchannelServer? _server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (session.SocketPath is not { } path)
            return Task.CompletedTask;
        try
        {
            _server = new BackchannelServer(path, methods.Create(), mostClients: 1);
            _server.Start();
            _ = FollowAsync(_server);
        }
        catch (Exception failure) when (failure is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            BackchannelLog.Failed(logger, path, failure.Message);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);
    }

    private async Task FollowAsync(BackchannelServer server)
    {
        await server.Connected.ConfigureAwait(false);
        session.Connect();
        await server.Left.ConfigureAwait(false);
        session.Leave();
    }
}
