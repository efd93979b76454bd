using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Inference.Images;

namespace ModelWorker.Tests;

/// <summary>The routes of the systems that this one replaces, with their shapes.</summary>
public sealed partial class CompatibleRoutesTests
{
    [Fact]
    public async Task Generate_gives_the_full_picture_and_the_time()
    {
        await using var worker = await TestWorker.StartAsync();
        var answer = await TestWorker.JsonAsync(await worker.PostAsync("/generate", new { prompt = "a", num_inference_steps = 2, size = "512x512" }));
        Assert.Equal(512, Png.Decode(answer.GetProperty("image").GetBytesFromBase64()).Width);
        Assert.True(answer.GetProperty("execution_time").GetDouble() > 0);
        Assert.Equal(2, worker.Pipeline.Requests.Single().Steps);
        await TestWorker.ErrorAsync(await worker.PostAsync("/generate", new { prompt = "a", max_new_tokens = 5 }), HttpStatusCode.NotFound, "model_not_found");
    }

    [Fact]
    public async Task Genimage_gives_prompt_picture_and_the_seconds_as_text()
    {
        await using var worker = await TestWorker.StartAsync();
        var answer = await TestWorker.JsonAsync(await worker.PostAsync("/genimage", new { prompt = "a" }));
        Assert.Equal("a", answer.GetProperty("prompt").GetString());
        Assert.Equal((256, 144), (Png.Decode(answer.GetProperty("response").GetBytesFromBase64()) is var image ? image.Width : 0, image.Height));
        Assert.True(double.Parse(answer.GetProperty("latency").GetString()!, CultureInfo.InvariantCulture) > 0);
    }

    [Fact]
    public async Task Imagine_gives_the_picture_itself()
    {
        await using var worker = await TestWorker.StartAsync();
        var response = await worker.GetAsync("/imagine?prompt=a%20circle&size=1024x576&seed=5");
        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        var image = Png.Decode(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal((1024, 576, 5), (image.Width, image.Height, image[0, 0].Red));
        Assert.Equal("a circle", worker.Pipeline.Requests.Single().Prompt);
        await TestWorker.ErrorAsync(await worker.GetAsync("/imagine"), HttpStatusCode.BadRequest, "missing_field");
    }

    [Theory]
    [InlineData("/imagine?prompt=%ff%fe", "prompt")]
    [InlineData("/imagine?prompt=a&size=%C3", "size")]
    [InlineData("/imagine?prompt=a&%ff=1", "%ff")]
    [InlineData("/load/1/infer/1?negative_prompt=%ed%a0%80", "negative_prompt")]
    public async Task A_query_that_is_no_text_is_refused(string path, string field)
    {
        await using var worker = await TestWorker.StartAsync();
        Assert.Equal(field, (await TestWorker.ErrorAsync(await worker.GetAsync(path), HttpStatusCode.BadRequest, "invalid_value")).Param);
        Assert.True((await worker.GetAsync("/imagine?prompt=100%25+%C3%BC")).IsSuccessStatusCode);
        Assert.Equal("100% ü", worker.Pipeline.Requests.Single().Prompt);
    }

    [Fact]
    public async Task A_querys_names_are_known_in_any_case()
    {
        await using var worker = await TestWorker.StartAsync();
        Assert.True((await worker.GetAsync("/imagine?Prompt=x&SEED=5")).IsSuccessStatusCode);
        Assert.Equal(("x", 5L), (worker.Pipeline.Requests.Single().Prompt, worker.Pipeline.Requests.Single().Seed));
    }

    [Fact]
    public async Task Imagine_takes_one_number_for_the_sides_of_a_square()
    {
        await using var worker = await TestWorker.StartAsync();
        var png = await (await worker.GetAsync("/imagine?prompt=a%20circle&img_size=512")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal((512, 512), (Png.Decode(png).Width, Png.Decode(png).Height));
        await TestWorker.ErrorAsync(await worker.GetAsync("/imagine?prompt=a&img_size=768"), HttpStatusCode.BadRequest, "unsupported_size");
    }

    [Fact]
    public async Task Load_draws_so_many_and_reports_their_latencies()
    {
        await using var worker = await TestWorker.StartAsync();
        var answer = await TestWorker.JsonAsync(await worker.GetAsync("/load/5/infer/3?size=1024x576"));
        Assert.Matches(LoadMessage(), answer.GetProperty("message").GetString()!);
        Assert.Equal((true, "trn1"), (answer.GetProperty("emulated").GetBoolean(), answer.GetProperty("device").GetString()));
        Assert.Equal(5, worker.Pipeline.Requests.Count);
        Assert.All(worker.Pipeline.Requests, request => Assert.Equal((3, 1024), (request.Steps, request.Width)));
        await TestWorker.ErrorAsync(await worker.GetAsync("/load/0/infer/3"), HttpStatusCode.BadRequest, "invalid_value");
        await TestWorker.ErrorAsync(await worker.GetAsync("/load/5/infer/x"), HttpStatusCode.BadRequest, "invalid_value");
    }

    [Fact]
    public async Task Benchmark_gives_the_report_in_base64()
    {
        await using var worker = await TestWorker.StartAsync();
        var answer = await TestWorker.JsonAsync(await worker.PostAsync("/benchmark", new { n_runs = 2, prompt = "a", num_inference_steps = 4 }));
        var report = Encoding.UTF8.GetString(answer.GetProperty("report").GetBytesFromBase64());
        Assert.True(answer.GetProperty("emulated").GetBoolean());
        Assert.StartsWith("RESULT FOR flux1-dev-2runs with dim 256x144 on amd-neuron-trn1;num_inference_steps:4: Latency P0=", report);
    }

    [Theory]
    [InlineData("/generate")]
    [InlineData("/genimage")]
    [InlineData("/benchmark")]
    public async Task A_field_that_a_route_does_not_know_is_named_with_the_one_that_was_meant(string route)
    {
        await using var worker = await TestWorker.StartAsync();
        var (message, field) = await TestWorker.ErrorAsync(await worker.PostAsync(route, new { prompt = "a", steps = 3 }), HttpStatusCode.BadRequest, "unknown_field");
        Assert.Equal("steps", field);
        Assert.Contains("Did you mean 'num_inference_steps'?", message);
        await TestWorker.ErrorAsync(await worker.GetAsync("/imagine?prompt=a&steps=3"), HttpStatusCode.BadRequest, "unknown_field");
        await TestWorker.ErrorAsync(await worker.GetAsync("/load/1/infer/1?prompt=a"), HttpStatusCode.BadRequest, "unknown_field");
        Assert.Empty(worker.Pipeline.Requests);
    }

    [GeneratedRegex(@"^benchmark report:RESULT FOR flux1-dev-5runs with dim 1024x576 on amd-neuron-trn1;num_inference_steps:3: Latency P0=\d+\.\d Latency P50=\d+\.\d Latency P90=\d+\.\d Latency P95=\d+\.\d Latency P99=\d+\.\d Latency P100=\d+\.\d$")]
    private static partial Regex LoadMessage();
}
