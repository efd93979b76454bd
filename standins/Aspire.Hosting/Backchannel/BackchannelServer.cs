using System.Collections.Concurrent;
using System.Net.Sockets;
using Aspire.Hosting.Backchannel.Rpc;

namespace Aspire.Hosting.Backchannel;

/// <summary>Serves clients on a Unix domain socket that only the user may open, and deletes it at the end.</summary>
/// <param name="path">The socket.</param>
/// <param name="methods">What clients may call.</param>
/// <param name="mostClients">How many are served at a time.</param>
/// <param name="accept">Takes the next client from the listener; a test's may fail.</param>
internal sealed class BackchannelServer(
    string path, RpcMethods methods, int mostClients, Func<Socket, CancellationToken, ValueTask<Socket>>? accept = null) : IAsyncDisposable
{
    /// <summary>What the name of a socket may hold on Linux, with its ending zero.</summary>
    public const int LongestPath = 107;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Func<Socket, CancellationToken, ValueTask<Socket>> _accept = accept ?? (static (listener, ends) => listener.AcceptAsync(ends));
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _ends = new();
    private readonly ConcurrentDictionary<Task, byte> _clients = new();
    private readonly SemaphoreSlim _places = new(mostClients);
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _accepting = Task.CompletedTask;

    /// <summary>A client has come.</summary>
    public Task Connected => _connected.Task;

    /// <summary>A client has gone.</summary>
    public Task Left => _left.Task;

    /// <exception cref="SocketException">The socket cannot be made.</exception>
    /// <exception cref="IOException">Its folder cannot be made.</exception>
    public void Start()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _listener.Listen(mostClients);
        _accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_clients.Keys).ConfigureAwait(false);
        _listener.Dispose();
        File.Delete(path);
        _ends.Dispose();
        _places.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await _places.WaitAsync(_ends.Token).ConfigureAwait(false);
                var socket = await AcceptOneAsync().ConfigureAwait(false);
                var client = ServeAsync(socket);
                _clients[client] = 0;
                _ = client.ContinueWith(ended => _clients.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The application ends.
        }
    }

    /// <summary>A client that went while it came, or want of descriptors, passes: the next one may be luckier.</summary>
    private async Task<Socket> AcceptOneAsync()
    {
        while (true)
        {
            try
            {
                return await _accept(_listener, _ends.Token).ConfigureAwait(false);
            }
            catch (SocketException) when (!_ends.IsCancellationRequested)
            {
                await Task.Delay(Pause, _ends.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        _connected.TrySetResult();
        try
        {
            var stream = new NetworkStream(socket, ownsSocket: true);
            await using (stream.ConfigureAwait(false))
            {
                using var connection = new RpcConnection(stream, methods);
                await connection.ServeAsync(_ends.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            _left.TrySetResult();
            _places.Release();
        }
    }
}
