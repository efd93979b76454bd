using System.Net;
using System.Text;
using System.Text.Json;
using Inference.Images;
using Pjrt;
using ServiceDefaults.Errors;

namespace ModelWorker.Tests;

public sealed class ImagesTests
{
    private static RgbImage Picture(JsonElement holder, string field = "b64_json") => Png.Decode(holder.GetProperty(field).GetBytesFromBase64());

    [Theory]
    [InlineData("256x144", 256, 144)]
    [InlineData("1024x576", 1024, 576)]
    [InlineData("auto", 256, 144)]
    [InlineData(null, 256, 144)]
    public async Task A_picture_has_exactly_the_asked_size(string? size, int width, int height)
    {
        await using var worker = await TestWorker.StartAsync();
        var answer = await TestWorker.JsonAsync(await worker.ImageAsync(new { prompt = "a circle", size, response_format = "b64_json" }));
        var image = Picture(answer.GetProperty("data").EnumerateArray().Single());
        Assert.Equal((width, height), (image.Width, image.Height));
        Assert.True(answer.GetProperty("created").GetInt64() > 1_700_000_000);
    }

    [Fact]
    public async Task Fields_reach_the_pipeline_and_absent_ones_are_the_models()
    {
        await using var worker = await TestWorker.StartAsync();
        await TestWorker.JsonAsync(await worker.ImageAsync(new { model = "flux", prompt = "a", negative_prompt = "b", seed = 42, num_inference_steps = 3, guidance_scale = 1.5, size = "512x512", user = "x" }));
        await TestWorker.JsonAsync(await worker.ImageAsync(new { prompt = "c" }));
        var (full, bare) = (worker.Pipeline.Requests[0], worker.Pipeline.Requests[1]);
        Assert.Equal(("a", "b", 42L, 3, 1.5, 512), (full.Prompt, full.NegativePrompt, full.Seed, full.Steps, full.Guidance, full.Width));
        Assert.Equal(("c", null, 10, 3.5), (bare.Prompt, bare.NegativePrompt, bare.Steps, bare.Guidance));
    }

    [Fact]
    public async Task What_openais_clients_send_without_effect_here_is_taken()
    {
        await using var worker = await TestWorker.StartAsync();
        var body = """
            { "prompt": "a", "n": 1, "user": "u", "quality": "high", "style": "vivid", "background": "opaque", "moderation": "low", "response_format": "b64_json",
              "output_format": "png", "output_compression": 100, "stream": false, "partial_images": 0, "negative_prompt": null }
            """;
        Assert.True((await worker.PostTextAsync(body)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Several_pictures_have_seeds_of_their_own_and_the_answer_says_the_first()
    {
        await using var worker = await TestWorker.StartAsync();
        var answer = await TestWorker.JsonAsync(await worker.ImageAsync(new { prompt = "a", n = 3, seed = 7 }));
        Assert.Equal(7, answer.GetProperty("seed").GetInt64());
        Assert.Equal([7, 8, 9], answer.GetProperty("data").EnumerateArray().Select(d => (int)Picture(d)[0, 0].Red));
    }

    public static TheoryData<string, HttpStatusCode, string, string?, string> Refused => new()
    {
        { """{}""", HttpStatusCode.BadRequest, "missing_field", "prompt", "required" },
        { """{"prompt":5}""", HttpStatusCode.BadRequest, "invalid_type", "prompt", "a text" },
        { """{"prompt":"a","size":"640x480"}""", HttpStatusCode.BadRequest, "unsupported_size", "size", "256x144, 512x512, 1024x576" },
        { """{"prompt":"a","size":"144x256"}""", HttpStatusCode.BadRequest, "unsupported_size", "size", "width x height" },
        { """{"prompt":"a","num_inference_steps":0}""", HttpStatusCode.BadRequest, "invalid_value", "num_inference_steps", "1 to 200" },
        { """{"prompt":"a","num_inference_steps":2.5}""", HttpStatusCode.BadRequest, "invalid_type", "num_inference_steps", "a whole number" },
        { """{"prompt":"a","guidance_scale":-1}""", HttpStatusCode.BadRequest, "invalid_value", "guidance_scale", "0 to 100" },
        { """{"prompt":"a","guidance_scale":1e999}""", HttpStatusCode.BadRequest, "invalid_value", "guidance_scale", "0 to 100" },
        { """{"prompt":"a","seed":"x"}""", HttpStatusCode.BadRequest, "invalid_type", "seed", "a number" },
        { """{"prompt":"a","n":11}""", HttpStatusCode.BadRequest, "invalid_value", "n", "1 to 10" },
        { """{"prompt":"a","stream":true,"n":2}""", HttpStatusCode.BadRequest, "invalid_value", "n", "1 with" },
        { """{"prompt":"a","partial_images":4}""", HttpStatusCode.BadRequest, "invalid_value", "partial_images", "0 to 3" },
        { """{"prompt":"a","response_format":"url"}""", HttpStatusCode.BadRequest, "invalid_value", "response_format", "b64_json" },
        { """{"prompt":"a","output_format":"jpeg"}""", HttpStatusCode.BadRequest, "invalid_value", "output_format", "'png'" },
        { """{"prompt":"a","background":"transparent"}""", HttpStatusCode.BadRequest, "invalid_value", "background", "'auto', 'opaque'" },
        { """{"prompt":"a","seed":1.5}""", HttpStatusCode.BadRequest, "invalid_type", "seed", "'seed' is 1.5; it must be a whole number from -9223372036854775808 to 9223372036854775807" },
        { """{"prompt":"a","seed":99999999999999999999}""", HttpStatusCode.BadRequest, "invalid_value", "seed", "'seed' is 99999999999999999999; allowed is -9223372036854775808 to 9223372036854775807" },
        { """{"prompt":""}""", HttpStatusCode.BadRequest, "invalid_value", "prompt", "empty" },
        { """{"prompt":" \t\n"}""", HttpStatusCode.BadRequest, "invalid_value", "prompt", "empty" },
        { """{"prompt":"a","steps":3}""", HttpStatusCode.BadRequest, "unknown_field", "steps", "Did you mean 'num_inference_steps'?" },
        { """{"prompt":"a","numInferenceSteps":3}""", HttpStatusCode.BadRequest, "unknown_field", "numInferenceSteps", "'num_inference_steps'?" },
        { """{"prompt":"a","cfg_scale":3}""", HttpStatusCode.BadRequest, "unknown_field", "cfg_scale", "'guidance_scale'?" },
        { """{"prompt":"a","sed":3}""", HttpStatusCode.BadRequest, "unknown_field", "sed", "'seed'?" },
        { """{"prompt":"a","mask":null}""", HttpStatusCode.BadRequest, "unknown_field", "mask", "is not a field of this request. Allowed: model, prompt" },
        { """{"prompt":"a","model":"sd21"}""", HttpStatusCode.NotFound, "model_not_found", "model", "flux" },
        { """{"prompt":""", HttpStatusCode.BadRequest, "invalid_json", null, "not a JSON object" },
        { """[1]""", HttpStatusCode.BadRequest, "invalid_json", null, "Array" },
        { "", HttpStatusCode.BadRequest, "invalid_json", null, "not a JSON object: it is empty." },
        { "{\"prompt\":\"a\",\n x}", HttpStatusCode.BadRequest, "invalid_json", null, "not a JSON object: at byte 2 of line 2: 'x' is an invalid" },
        { """{"prompt":"a \ud800 x"}""", HttpStatusCode.BadRequest, "invalid_value", "prompt", "half of a surrogate pair" },
        { """{"prompt":"a","user":{"name":["\udc00"]}}""", HttpStatusCode.BadRequest, "invalid_value", "user", "half of a surrogate pair" },
        { """{"prompt":"a","\ud800":1}""", HttpStatusCode.BadRequest, "invalid_json", """\ud800""", "The name of the field" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task What_is_not_allowed_is_named_with_what_is(string body, HttpStatusCode status, string code, string? param, string allowed)
    {
        await using var worker = await TestWorker.StartAsync();
        var error = await TestWorker.ErrorAsync(await worker.PostTextAsync(body), status, code);
        Assert.Equal(param, error.Param);
        Assert.Contains(allowed, error.Message);
        Assert.Empty(worker.Pipeline.Requests);
    }

    public static TheoryData<string, string, string?> Huge => new()
    {
        { $$"""{"{{new string('x', 8 << 20)}}":1}""", "unknown_field", $"{new string('x', 60)}…" },
        { $$"""{"prompt":"a","seed":{{new string('9', 1 << 20)}}}""", "invalid_value", "seed" },
        { $$"""{"prompt":"a","seed":"{{new string('9', 1 << 20)}}"}""", "invalid_type", "seed" },
        { $$"""{"prompt":"a","guidance_scale":{{new string('9', 1 << 20)}}}""", "invalid_value", "guidance_scale" },
    };

    [Theory, MemberData(nameof(Huge), DisableDiscoveryEnumeration = true)]
    public async Task However_much_is_given_the_error_is_small_and_comes_at_once(string body, string code, string? param)
    {
        await using var worker = await TestWorker.StartAsync();
        var start = TimeProvider.System.GetTimestamp();
        var error = await TestWorker.ErrorAsync(await worker.PostTextAsync(body), HttpStatusCode.BadRequest, code);
        // Comparing such a name with those that are known took seconds.
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(param, error.Param);
        Assert.InRange(error.Message.Length, 1, 1000);
    }

    [Fact]
    public async Task A_large_body_another_type_an_unknown_path_and_method_are_refused()
    {
        await using var worker = await TestWorker.StartAsync(settings: ("Worker:MaxRequestBytes", "2000"));
        var large = await TestWorker.ErrorAsync(await worker.ImageAsync(new { prompt = new string('a', 3000) }), HttpStatusCode.RequestEntityTooLarge, "body_too_large");
        Assert.Contains("2000", large.Message);
        await TestWorker.ErrorAsync(await worker.PostTextAsync("""{"prompt":"a"}""", "text/plain"), HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        await TestWorker.ErrorAsync(await worker.GetAsync("/nowhere"), HttpStatusCode.NotFound, "route_not_found");
        await TestWorker.ErrorAsync(await worker.GetAsync("/v1/images/generations"), HttpStatusCode.MethodNotAllowed, "method_not_allowed");
    }

    [Fact]
    public async Task A_body_that_passes_the_gateway_is_not_too_large_here()
    {
        await using var worker = await TestWorker.StartAsync();
        var room = RequestBody.DefaultLimit - 1000;
        Assert.Equal("prompt", (await TestWorker.ErrorAsync(await worker.ImageAsync(new { prompt = new string('a', room) }), HttpStatusCode.BadRequest, "invalid_value")).Param);
        var large = await worker.ImageAsync(new { prompt = new string('a', RequestBody.DefaultLimit) });
        Assert.Contains($"{RequestBody.DefaultLimit} bytes", (await TestWorker.ErrorAsync(large, HttpStatusCode.RequestEntityTooLarge, "body_too_large")).Message);
    }

    [Fact]
    public async Task A_failing_device_is_told_so_that_another_worker_is_asked()
    {
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Failure = new PjrtException(PjrtErrorCode.Internal, "core 3 is gone");
        var response = await worker.ImageAsync(new { prompt = "a" });
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal("The devices of the unit 'flux-trn1' failed at this request.", (await TestWorker.ErrorAsync(response, HttpStatusCode.ServiceUnavailable, "device_failed")).Message);
        Assert.True((await worker.ImageAsync(new { prompt = "a" })).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Anything_else_that_fails_is_told_without_its_details()
    {
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Failure = new InvalidOperationException("secret");
        Assert.DoesNotContain("secret", (await TestWorker.ErrorAsync(await worker.ImageAsync(new { prompt = "a" }), HttpStatusCode.InternalServerError, "internal_error")).Message);
    }

    [Theory]
    [InlineData("/v1/images/generations")]
    [InlineData("/generate")]
    [InlineData("/genimage")]
    [InlineData("/benchmark")]
    public async Task Bytes_that_are_not_UTF8_are_refused_and_a_mark_before_UTF8_is_not(string path)
    {
        await using var worker = await TestWorker.StartAsync();
        Assert.Equal("prompt", (await TestWorker.ErrorAsync(await PostAsync("{\"prompt\":\"a \xff\"}"), HttpStatusCode.BadRequest, "invalid_value")).Param);
        Assert.Equal("a\uFFFD", (await TestWorker.ErrorAsync(await PostAsync("{\"a\xff\":1}"), HttpStatusCode.BadRequest, "invalid_json")).Param);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("\xef\xbb\xbf{\"prompt\":\"a\",\"num_inference_steps\":1}")).StatusCode);

        async Task<HttpResponseMessage> PostAsync(string bytes)
        {
            using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(bytes)) { Headers = { ContentType = new("application/json") } };
            return await worker.Client.PostAsync(path, content, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task What_tells_only_answers_HEAD_as_well()
    {
        await using var worker = await TestWorker.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/v1/models");
        using var response = await worker.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, ""), (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task The_model_list_says_what_it_runs_on()
    {
        await using var worker = await TestWorker.StartAsync();
        var model = (await TestWorker.JsonAsync(await worker.GetAsync("/v1/models"))).GetProperty("data").EnumerateArray().Single();
        Assert.Equal("flux", model.GetProperty("id").GetString());
        Assert.Equal("float32", model.GetProperty("dtype").GetString());
        Assert.Equal("trainium", model.GetProperty("accelerator").GetString());
        Assert.True(model.GetProperty("emulated").GetBoolean());
        Assert.Equal(["256x144", "512x512", "1024x576"], model.GetProperty("sizes").EnumerateArray().Select(s => s.GetString()));
        await TestWorker.ErrorAsync(await worker.GetAsync("/v1/models/other"), HttpStatusCode.NotFound, "model_not_found");
    }
}
