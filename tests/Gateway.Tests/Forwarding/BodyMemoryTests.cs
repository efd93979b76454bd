using System.Net;
using Gateway.Forwarding;
using Gateway.Routing;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Forwarding;

/// <summary>What a body takes of the gateway's memory follows from what has come of it, and all of them together have a bound.</summary>
public class BodyMemoryTests
{
    [Fact]
    public async Task A_length_that_is_only_said_takes_little()
    {
        var memory = new BodyMemory(Options.Create(new GatewayOptions()));
        using var share = memory.Begin();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var silent = new SilentBody(limit);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RequestReader.ReadAsync(silent.Request(15_000_000), 16 << 20, share, TimeSpan.FromSeconds(1), limit.Token).AsTask());
        Assert.InRange(memory.Held, 1, 64 << 10);
    }

    [Fact]
    public async Task Above_the_bound_the_answer_is_to_come_again_and_afterwards_nothing_is_held()
    {
        await using var scene = await Scene.StartAsync(("Gateway:BodiesLimit", "100000"));
        using var refused = await scene.Gateway.GenerateAsync($$"""{"prompt":"{{new string('x', 200_000)}}"}""");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "bodies_full"), (refused.StatusCode, (await refused.ErrorAsync()).Code));
        Assert.NotNull(refused.Headers.RetryAfter);
        using var served = await scene.Gateway.GenerateAsync();
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        var memory = scene.Gateway.Services.GetRequiredService<BodyMemory>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (memory.Held != 0) await Task.Delay(1, limit.Token);
    }

    /// <summary>A client that says a length, and then nothing.</summary>
    private sealed class SilentBody(CancellationTokenSource end) : MemoryStream
    {
        public HttpRequest Request(long length) => new DefaultHttpContext { Request = { Method = "POST", ContentLength = length, Body = this } }.Request;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Assert.InRange(buffer.Length, 1, 64 << 10);
            end.Cancel();
            return ValueTask.FromCanceled<int>(end.Token);
        }
    }
}
