using System.Net;
using Gateway.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Forwarding;

/// <summary>What fails before its first byte is sent once more, to another unit, and the client does not see it.</summary>
public class FailoverTests
{
    public static TheoryData<string> Failures => ["refused", "503", "reset", "reset after headers", "429"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failure_before_the_first_byte_is_invisible(string failure)
    {
        await using var scene = await Scene.StartAsync();
        var bodies = new List<string>();
        foreach (var unit in TestFleets.Images)
        {
            scene[unit].Answer = async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                var body = await reader.ReadToEndAsync(context.RequestAborted);
                lock (bodies) bodies.Add(body);
                await context.Response.WriteAsync(unit);
            };
        }

        await FailAsync(scene["large"], failure);
        const string Body = """{"prompt":"a large red circle","size":"256x144","seed":7}""";
        for (var request = 0; request < 20; request++)
        {
            using var response = await scene.Gateway.GenerateAsync(Body);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(response.Unit(), await response.TextAsync());
            Assert.NotEqual("large", response.Unit());
            if (request == 0) Assert.Equal("2", response.Header(InferenceHeaders.Attempts));
        }

        Assert.Equal(20, bodies.Count);
        Assert.All(bodies, body => Assert.Equal(Body, body));
    }

    [Theory]
    [InlineData("refused", "Failed")]
    [InlineData("reset", "Failed")]
    [InlineData("503", "Starting")]
    [InlineData("429", "Ready")]
    public async Task A_worker_that_failed_a_request_gets_no_other(string failure, string state)
    {
        await using var scene = await Scene.StartAsync();
        await FailAsync(scene["large"], failure);
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal(state, scene.Gateway.Fleet.Unit("large")!.Workers[0].State.ToString());

        var weights = (await scene.Gateway.GetFleetAsync()).Units.ToDictionary(unit => unit.Name, unit => unit.Sizes[0].Weight);
        Assert.Equal(state == "Ready" ? 0.6 : 0, weights["large"], 6);
    }

    [Fact]
    public async Task A_failure_after_the_first_byte_is_passed_on()
    {
        await using var scene = await Scene.StartAsync();
        var seen = new TaskCompletionSource();
        scene["large"].Answer = async context =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await seen.Task;
            context.Abort();
        };

        using var request = new HttpRequestMessage(HttpMethod.Post, "/generate") { Content = new StringContent("{}") };
        using var response = await scene.Gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[4];
        await body.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);
        seen.SetResult();
        var broken = await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken));
        // Not a clean end, which the client would take for the whole answer.
        Assert.IsNotType<EndOfStreamException>(broken);
        Assert.Equal(0, scene["middle"].Served + scene["small"].Served);
    }

    [Fact]
    public async Task A_request_is_sent_twice_at_most()
    {
        await using var scene = await Scene.StartAsync();
        foreach (var unit in TestFleets.Images) await FailAsync(scene[unit], "reset");
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("worker_lost", (await response.ErrorAsync()).Code);
        Assert.Equal(2, TestFleets.Images.Sum(unit => scene[unit].Served));
        Assert.NotNull(response.Headers.RetryAfter);
    }

    /// <summary>Who is not there has not lost it: it was never with him.</summary>
    [Fact]
    public async Task A_request_that_nobody_got_goes_on_to_who_lives()
    {
        await using var scene = await Scene.StartAsync();
        await scene["large"].KillAsync();
        await scene["middle"].KillAsync();
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal((HttpStatusCode.OK, "small", "3"), (response.StatusCode, response.Unit(), response.Header(InferenceHeaders.Attempts)));
    }

    [Fact]
    public async Task An_error_of_the_worker_is_the_answer()
    {
        await using var scene = await Scene.StartAsync();
        foreach (var unit in TestFleets.Images) scene[unit].Answer = StubWorker.Status(HttpStatusCode.BadRequest);
        using var response = await scene.Gateway.GenerateAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("turned away", await response.TextAsync());
        Assert.Equal("1", response.Header(InferenceHeaders.Attempts));
    }

    [Fact]
    public async Task A_single_unit_with_two_workers_fails_over_within_itself()
    {
        await using var scene = await Scene.StartAsync(TestFleets.Three, new() { ["large"] = [await StubWorker.StartAsync(), await StubWorker.StartAsync()] });
        await scene["large"].KillAsync();
        for (var request = 0; request < 10; request++)
        {
            using var response = await scene.Gateway.GenerateAsync();
            Assert.Equal((HttpStatusCode.OK, "large-2"), (response.StatusCode, response.Header(InferenceHeaders.Worker)));
        }
    }

    private static Task FailAsync(StubWorker worker, string how)
    {
        worker.Answer = how switch
        {
            "503" => StubWorker.Status(HttpStatusCode.ServiceUnavailable),
            "429" => StubWorker.Status(HttpStatusCode.TooManyRequests),
            "reset" => context =>
            {
                context.Abort();
                return Task.CompletedTask;
            }
            ,
            "reset after headers" => async context =>
            {
                context.Response.ContentLength = 10;
                await context.Response.StartAsync(context.RequestAborted);
                context.Abort();
            }
            ,
            _ => worker.Answer,
        };
        return how == "refused" ? worker.KillAsync() : Task.CompletedTask;
    }
}
