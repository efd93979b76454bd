using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.Backchannel;
using Aspire.Hosting.Backchannel.Rpc;

namespace Standins.Tests.Backchannel;

public sealed class BackchannelServerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bch");

    private string SocketPath => Path.Combine(_folder.FullName, "new", "socket");

    [Fact]
    public async Task Only_the_user_may_come_in_and_the_socket_goes_with_the_server()
    {
        await using (var server = Start(mostClients: 1))
        {
            // Windows tells rights in another way.
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SocketPath));
        }

        Assert.False(File.Exists(SocketPath));
    }

    [Fact]
    public async Task Clients_are_served_side_by_side_and_one_that_raves_harms_no_other()
    {
        await using var server = Start(mostClients: 2);
        await using var raving = await ConnectAsync();
        await using var well = await ConnectAsync();

        await raving.WriteAsync("Content-Length: -5\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Contains("-32700", await AnswerAsync(raving), StringComparison.Ordinal);
        await WriteCallAsync(well);
        Assert.Contains("\"pong\"", await AnswerAsync(well), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_after_the_last_place_is_taken_waits_for_it()
    {
        await using var server = Start(mostClients: 1);
        var first = await ConnectAsync();
        await WriteCallAsync(first);
        await AnswerAsync(first);
        await using var second = await ConnectAsync();
        await WriteCallAsync(second);
        var answer = AnswerAsync(second);
        Assert.False(answer.IsCompleted, "There is one place only.");

        await first.DisposeAsync();

        Assert.Contains("\"pong\"", await answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_could_not_be_accepted_keeps_no_other_out()
    {
        var failures = 2;
        await using var server = Start(mostClients: 1, (listener, ends) => failures-- > 0 ? throw new SocketException((int)SocketError.TooManyOpenSockets) : listener.AcceptAsync(ends));
        await using var client = await ConnectAsync();

        await WriteCallAsync(client);

        Assert.Contains("\"pong\"", await AnswerAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_ends_ends_its_connections()
    {
        var server = Start(mostClients: 1);
        await using var client = await ConnectAsync();
        await server.Connected.WaitAsync(Patience, TestContext.Current.CancellationToken);

        await server.DisposeAsync();

        Assert.Equal("", await AnswerAsync(client));
        Assert.True(server.Left.IsCompleted);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task WriteCallAsync(NetworkStream client)
    {
        const string Call = """{"jsonrpc":"2.0","id":1,"method":"Ping"}""";
        await client.WriteAsync(Encoding.UTF8.GetBytes($"Content-Length: {Call.Length}\r\n\r\n{Call}"), TestContext.Current.CancellationToken);
    }

    private static async Task<string> AnswerAsync(NetworkStream client)
    {
        var buffer = new byte[1024];
        var count = await client.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    private BackchannelServer Start(int mostClients, Func<Socket, CancellationToken, ValueTask<Socket>>? accept = null)
    {
        var methods = new RpcMethods();
        methods.Add("Ping", () => "pong");
        var server = new BackchannelServer(SocketPath, methods, mostClients, accept);
        server.Start();
        return server;
    }

    private async Task<NetworkStream> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), TestContext.Current.CancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
