using System.Net;
using Inference.Images;

namespace ModelWorker.Tests;

/// <summary><c>POST /v1/images/edits</c>: what of a form becomes what of a request, and what is refused.</summary>
public sealed class EditsTests
{
    private const int Width = 256, Height = 144;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private static byte[] Picture(int width = Width, int height = Height, Func<int, int, bool>? white = null) => Png.Encode(new RgbImage(width, height,
        [.. Enumerable.Range(0, width * height).SelectMany(i => Enumerable.Repeat((byte)(white?.Invoke(i % width, i / width) ?? true ? 255 : 0), 3))]));

    private static async Task<HttpResponseMessage> EditAsync(TestWorker worker, (string Name, byte[] Png)[] files, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Prepend(("prompt", "a boat")))
            form.Add(new StringContent(value), name);
        foreach (var (name, png) in files)
            form.Add(new ByteArrayContent(png), name, $"{name}.png");
        return await worker.Client.PostAsync("/v1/images/edits", form, Ended);
    }

    [Fact]
    public async Task A_picture_to_start_from_and_a_strength_reach_the_model()
    {
        await using var worker = await TestWorker.StartAsync();
        var answer = await TestWorker.JsonAsync(await EditAsync(
            worker, [("image", Picture())], ("model", "flux"), ("size", "256x144"), ("strength", "0.5"), ("seed", "9"), ("n", "2"), ("guidance_scale", "2.5"), ("negative_prompt", "fog")));

        Assert.Equal(2, answer.GetProperty("data").GetArrayLength());
        Assert.Equal(2, worker.Pipeline.Requests.Count);
        var request = worker.Pipeline.Requests[0];
        Assert.Equal(("a boat", "fog", 0.5, 2.5, 9L), (request.Prompt, request.NegativePrompt, request.Strength, request.Guidance, request.Seed));
        Assert.Equal((Width, Height, (byte)255), (request.Image!.Width, request.Image.Height, request.Image.Pixels[0]));
        Assert.Null(request.Mask);
    }

    [Fact]
    public async Task What_a_mask_shows_white_is_painted_with_all_strength()
    {
        await using var worker = await TestWorker.StartAsync();
        await TestWorker.JsonAsync(await EditAsync(worker, [("image[]", Picture()), ("mask", Picture(white: (x, _) => x < 10))]));

        var request = Assert.Single(worker.Pipeline.Requests);
        Assert.Equal(1, request.Strength);
        Assert.True(request.Mask![9, 5]);
        Assert.False(request.Mask[10, 5]);
    }

    [Fact]
    public async Task A_smaller_picture_is_painted_around()
    {
        await using var worker = await TestWorker.StartAsync();
        await TestWorker.JsonAsync(await EditAsync(worker, [("image", Picture(200, 100)), ("mask", Picture(200, 100, (x, y) => x == 7 && y == 3))], ("left", "0"), ("top", "40")));

        var request = Assert.Single(worker.Pipeline.Requests);
        Assert.Equal((Width, Height), (request.Image!.Width, request.Image.Height));
        Assert.True(request.Mask![0, 39]);
        Assert.False(request.Mask[0, 40]);
        Assert.True(request.Mask[7, 43]);
        Assert.True(request.Mask[200, 100]);
    }

    [Fact]
    public async Task Its_events_are_named_as_edits()
    {
        await using var worker = await TestWorker.StartAsync();
        using var response = await EditAsync(worker, [("image", Picture())], ("stream", "true"), ("partial_images", "1"));

        var events = await response.Content.ReadAsStringAsync(Ended);
        Assert.Contains("event: image_edit.partial_image", events);
        Assert.Contains("event: image_edit.completed", events);
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        await using var worker = await TestWorker.StartAsync();
        async Task RefusedAsync(string code, string field, string said, (string, byte[])[] files, params (string, string)[] fields)
        {
            var (message, param) = await TestWorker.ErrorAsync(await EditAsync(worker, files, fields), HttpStatusCode.BadRequest, code);
            Assert.Equal(field, param);
            Assert.Contains(said, message);
        }

        var picture = ("image", Picture());
        await RefusedAsync("missing_field", "image", "required", []);
        await RefusedAsync("invalid_value", "image", "2 pictures", [picture, picture]);
        await RefusedAsync("unknown_field", "masks", "'mask'", [picture, ("masks", Picture())]);
        await RefusedAsync("unknown_field", "strenght", "'strength'", [picture], ("strenght", "0.5"));
        await RefusedAsync("invalid_image", "image", "PNG", [("image", "GIF89a"u8.ToArray())]);
        await RefusedAsync("invalid_image", "image", "truncated", [("image", Picture()[..60])]);
        await RefusedAsync("invalid_image_size", "image", "512x512", [("image", Picture(512, 512))]);
        await RefusedAsync("invalid_image_size", "mask", "256x144", [picture, ("mask", Picture(128, 144))]);
        await RefusedAsync("invalid_value", "mask", "paint", [picture, ("mask", Picture(white: (_, _) => false))]);
        await RefusedAsync("invalid_value", "strength", "0.01 to 1", [picture], ("strength", "1.5"));
        await RefusedAsync("invalid_value", "strength", "none", [picture], ("strength", "0.05"));
        Assert.Empty(worker.Pipeline.Requests);
    }

    [Fact]
    public async Task A_body_that_is_no_form_and_a_form_of_another_site_are_refused()
    {
        await using var worker = await TestWorker.StartAsync();
        await TestWorker.ErrorAsync(await worker.PostAsync("/v1/images/edits", new { prompt = "a" }), HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        using var cut = new StringContent("--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nhalf");
        cut.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        await TestWorker.ErrorAsync(await worker.Client.PostAsync("/v1/images/edits", cut, Ended), HttpStatusCode.BadRequest, "invalid_form");

        worker.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        await TestWorker.ErrorAsync(await EditAsync(worker, [("image", Picture())]), HttpStatusCode.Forbidden, "other_site");
    }

    [Fact]
    public async Task The_older_route_answers_with_the_picture()
    {
        await using var worker = await TestWorker.StartAsync();
        using var response = await worker.GetAsync("/serve/imagine?prompt=a&seed=7");
        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(7, Png.Decode(await response.Content.ReadAsByteArrayAsync(Ended)).Pixels[0]);
    }
}
