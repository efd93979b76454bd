using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Routing;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Forwarding;

/// <summary>Forms with pictures are routed by the fields among them and reach the worker as they are.</summary>
public class FormsTests
{
    private const string Type = "multipart/form-data; boundary=\"a b\"";

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private static byte[] Picture { get; } = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7)), .. "\r\n\r\n--a"u8];

    private static MultipartFormDataContent Form(params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(Picture), "image", "size" } };
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        return form;
    }

    [Fact]
    public async Task An_edit_reaches_a_worker_of_its_model_and_size_unchanged()
    {
        await using var scene = await Scene.StartAsync();
        byte[]? arrived = null;
        scene["large"].Answer = async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            (arrived, context.Response.ContentType) = (body.ToArray(), context.Request.ContentType);
        };
        using var form = Form(("model", "flux"), ("size", "512x512"), ("prompt", "a boat"));
        var sent = await form.ReadAsByteArrayAsync(Ended);
        using var response = await scene.Gateway.Client.PostAsync("/v1/images/edits", form, Ended);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("large", response.Unit());
        Assert.Equal(sent, arrived);
        Assert.Equal(form.Headers.ContentType!.ToString(), response.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("model", "dall-e", HttpStatusCode.NotFound, "model_not_found")]
    [InlineData("size", "8x8", HttpStatusCode.BadRequest, "unsupported_size")]
    public async Task What_the_fleet_has_not_is_refused(string field, string value, HttpStatusCode status, string code)
    {
        await using var scene = await Scene.StartAsync();
        using var response = await scene.Gateway.Client.PostAsync("/v1/images/edits", Form((field, value)), Ended);
        Assert.Equal((status, code), (response.StatusCode, (await response.ErrorAsync()).Code));
    }

    [Fact]
    public async Task Json_is_415_and_a_form_cut_short_400()
    {
        await using var scene = await Scene.StartAsync();
        using var json = await scene.Gateway.Client.PostAsync("/v1/images/edits", new StringContent("{}", Encoding.UTF8, "application/json"), Ended);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported_media_type"), (json.StatusCode, (await json.ErrorAsync()).Code));

        using var cut = new ByteArrayContent((await Form().ReadAsByteArrayAsync(Ended))[..5000]);
        cut.Headers.ContentType = MediaTypeHeaderValue.Parse(Form().Headers.ContentType!.ToString());
        using var refused = await scene.Gateway.Client.PostAsync("/v1/images/edits", cut, Ended);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_form"), (refused.StatusCode, (await refused.ErrorAsync()).Code));
    }

    [Fact]
    public async Task The_older_route_of_a_picture_is_forwarded()
    {
        await using var scene = await Scene.StartAsync();
        using var response = await scene.Gateway.Client.GetAsync("/serve/imagine?prompt=a", Ended);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("--a b\r\nContent-Disposition: form-data; name=\"size\"\r\n\r\n8x8\r\n--a b\r\ncontent-disposition: form-data; name=n\r\n\r\n3\r\n--a b--\r\n", "8x8", 3)]
    [InlineData("--a b\r\nContent-Disposition: form-data; name=\"size\"; filename=\"f\"\r\n\r\n8x8\r\n--a b--", null, null)]
    [InlineData("--a b--", null, null)]
    public void Fields_are_found_and_files_are_none(string body, string? size, int? count)
    {
        var (request, error) = FormReader.Parse(Encoding.UTF8.GetBytes(body), Type);
        Assert.Null(error);
        Assert.Equal((size, count), (request.Size, (int?)request.Count));
    }

    [Theory]
    [InlineData("", Type)]
    [InlineData("{}", Type)]
    [InlineData("--a b", Type)]
    [InlineData("--a b\r\nContent-Disposition: form-data; name=size\r\n\r\n8x8", Type)]
    [InlineData("--a b\r\n\r\n", Type)]
    [InlineData("--a b--", "multipart/form-data")]
    public void What_is_no_form_is_said(string body, string type) =>
        Assert.Equal("invalid_form", FormReader.Parse(Encoding.UTF8.GetBytes(body), type).Error?.Code);
}
