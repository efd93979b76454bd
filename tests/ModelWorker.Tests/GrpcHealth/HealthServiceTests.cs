using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelWorker.Tests.GrpcHealth;

/// <summary>grpc.health.v1 over cleartext HTTP/2, on a port of its own.</summary>
public sealed class HealthServiceTests
{
    private const string Check = "/grpc.health.v1.Health/Check", Watch = "/grpc.health.v1.Health/Watch";

    // HPACK's static names: 31 is content-type.
    private const string ContentType = "#31";

    [Fact]
    public async Task A_model_serves_once_it_is_ready_and_the_process_before()
    {
        var (worker, http) = await StartAsync(loadsAtOnce: false);
        await using var _ = worker;
        using var __ = http;
        Assert.Equal(1, await StatusAsync(http, ""));
        Assert.Equal(2, await StatusAsync(http, "flux"));
        worker.Pipeline.FinishLoading();
        await worker.UntilAsync(async () => (await worker.GetAsync("/readiness")).IsSuccessStatusCode);
        Assert.Equal(1, await StatusAsync(http, "flux"));
    }

    [Fact]
    public async Task A_status_comes_in_a_trailer_after_the_message()
    {
        var (worker, http) = await StartAsync();
        await using var _ = worker;
        using var __ = http;
        await http.CallAsync(Check, Request("flux"));
        var headers = await http.ReadAsync();
        Assert.Equal((Frame.Headers, false, "200", "application/grpc"), (headers.Type, headers.EndsStream, headers.Fields[":status"], headers.Fields[ContentType]));
        Assert.DoesNotContain("grpc-status", headers.Fields.Keys);
        var data = await http.ReadAsync();
        Assert.Equal((Frame.Data, false), (data.Type, data.EndsStream));
        Assert.Equal([0, 0, 0, 0, 2, 8, 1], data.Payload);
        var trailers = await http.ReadAsync();
        Assert.Equal((Frame.Headers, true, "0"), (trailers.Type, trailers.EndsStream, trailers.Fields["grpc-status"]));
    }

    [Theory]
    [InlineData(Check, new byte[] { 0, 0, 0, 0, 6, 10, 4, (byte)'b', (byte)'e', (byte)'r', (byte)'t' }, "5", "'bert'")]
    [InlineData(Check, new byte[] { 0, 0, 0, 0, 3, 10, 9, 1 }, "3", "HealthCheckRequest")]
    [InlineData(Check, new byte[] { 0, 0, 0, 0, 3, 10, 1, 0xFF }, "3", "HealthCheckRequest")]
    [InlineData(Check, new byte[] { 0, 0, 0, 0, 9, 10 }, "3", "cut short")]
    [InlineData(Check, new byte[] { }, "3", "no message")]
    [InlineData(Check, new byte[] { 1, 0, 0, 0, 0 }, "12", "Compressed")]
    [InlineData(Check, new byte[] { 0, 255, 0, 0, 0 }, "8", "65536")]
    [InlineData(Watch, new byte[] { 0, 0, 0, 0, 1, 7 }, "3", "HealthCheckRequest")]
    [InlineData("/grpc.health.v1.Health/List", new byte[] { 0, 0, 0, 0, 0 }, "12", "nothing at")]
    [InlineData("/v1/models", new byte[] { 0, 0, 0, 0, 0 }, "12", "nothing at")]
    public async Task What_cannot_be_answered_ends_with_a_status_alone(string path, byte[] body, string status, string said)
    {
        var (worker, http) = await StartAsync();
        await using var _ = worker;
        using var __ = http;
        await http.CallAsync(path, body);
        var only = await http.ReadAsync();
        Assert.Equal((Frame.Headers, true, "200", status), (only.Type, only.EndsStream, only.Fields[":status"], only.Fields["grpc-status"]));
        Assert.Contains(said, only.Fields["grpc-message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_of_later_versions_are_passed_over()
    {
        var (worker, http) = await StartAsync();
        await using var _ = worker;
        using var __ = http;
        // 2: varint 300; 3: 64 bits; 4: "x"; 5: 32 bits; then the service.
        byte[] message = [0x10, 0xAC, 0x02, 0x19, 1, 2, 3, 4, 5, 6, 7, 8, 0x22, 1, (byte)'x', 0x2D, 1, 2, 3, 4, 10, 4, .. "flux"u8];
        await http.CallAsync(Check, [0, 0, 0, 0, (byte)message.Length, .. message]);
        await http.ReadAsync();
        Assert.Equal([0, 0, 0, 0, 2, 8, 1], (await http.ReadAsync()).Payload);
    }

    [Fact]
    public async Task Watchers_are_told_of_every_change_and_the_end()
    {
        var (worker, http) = await StartAsync(loadsAtOnce: false);
        await using var _ = worker;
        using var __ = http;
        await http.CallAsync(Watch, Request("flux"));
        Assert.Equal(Frame.Headers, (await http.ReadAsync()).Type);
        Assert.Equal(2, Status(await http.ReadAsync()));
        worker.Pipeline.FinishLoading();
        Assert.Equal(1, Status(await http.ReadAsync()));

        // While it drains it is asked for what it has begun, and for its health.
        worker.Pipeline.Hold();
        var running = worker.ImageAsync(new { prompt = "1" });
        await worker.UntilAsync(() => worker.Pipeline.Requests.Count == 1);
        var stopping = worker.StopAsync();
        Assert.Equal(2, Status(await http.ReadAsync()));
        worker.Pipeline.Go();
        Assert.True((await running).IsSuccessStatusCode);
        var trailers = await http.ReadAsync();
        Assert.Equal((Frame.Headers, true, "14"), (trailers.Type, trailers.EndsStream, trailers.Fields["grpc-status"]));
        await stopping;
    }

    [Fact]
    public async Task A_watched_model_that_is_not_there_may_still_come()
    {
        var (worker, http) = await StartAsync();
        await using var _ = worker;
        using var __ = http;
        await http.CallAsync(Watch, Request("bert"));
        await http.ReadAsync();
        Assert.Equal(3, Status(await http.ReadAsync()));

        // Who leaves a stream can go on with the connection.
        await http.LeaveAsync();
        Assert.Equal(1, await StatusAsync(http, "flux"));
    }

    [Fact]
    public async Task Other_routes_know_nothing_of_it()
    {
        var (worker, http) = await StartAsync();
        await using var _ = worker;
        using var __ = http;
        using var response = await worker.PostAsync(Check, new { });
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<(TestWorker Worker, RawHttp2 Http)> StartAsync(bool loadsAtOnce = true)
    {
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        var worker = await TestWorker.StartAsync(new FakePipeline { LoadsAtOnce = loadsAtOnce }, waitUntilReady: loadsAtOnce, settings: ("Worker:HealthPort", $"{port}"));
        return (worker, await RawHttp2.ConnectAsync(port));
    }

    private static async Task<int> StatusAsync(RawHttp2 http, string service)
    {
        await http.CallAsync(Check, Request(service));
        Assert.Equal(Frame.Headers, (await http.ReadAsync()).Type);
        var status = Status(await http.ReadAsync());
        Assert.Equal("0", (await http.ReadAsync()).Fields["grpc-status"]);
        return status;
    }

    private static int Status(Frame data)
    {
        Assert.True(data.Type == Frame.Data, $"{data.Type}: {Convert.ToHexString(data.Payload)}");
        Assert.Equal(7, data.Payload.Length);
        return data.Payload[6];
    }

    private static byte[] Request(string service) =>
        service.Length == 0 ? [0, 0, 0, 0, 0] : [0, 0, 0, 0, (byte)(service.Length + 2), 10, (byte)service.Length, .. Encoding.UTF8.GetBytes(service)];
}
