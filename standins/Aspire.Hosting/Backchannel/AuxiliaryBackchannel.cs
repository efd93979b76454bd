using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.Diagnostics;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Backchannel;

/// <summary>The channel to any Aspire CLI that looks for running AppHosts. Without it the application runs all the same.</summary>
internal sealed class AuxiliaryBackchannel(AppHostProject appHost, AuxiliaryMethods methods, ILogger<DistributedApplication> logger) : IHostedService
{
    private const int MostClients = 32;

    private BackchannelServer? _server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var project = AuxiliarySocket.Resolve(appHost.Path);
        var path = Path.Combine(AuxiliarySocket.Folder, AuxiliarySocket.NameFor(project));
        try
        {
            AuxiliarySocket.DeleteStale(AuxiliarySocket.Folder, project);
            if (Encoding.UTF8.GetByteCount(path) > BackchannelServer.LongestPath)
                throw new IOException("the path is too long for a socket");
            _server = new BackchannelServer(path, methods.Create(), MostClients);
            _server.Start();
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
}
