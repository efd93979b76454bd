using System.Net;
using System.Text;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Forwarding;

/// <summary>Errors are OpenAI's objects, and say what is allowed.</summary>
public class ErrorsTests : IAsyncLifetime
{
    private Scene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await Scene.StartAsync(("Gateway:BodyLimit", "1000"));

    public async ValueTask DisposeAsync() => await _scene.DisposeAsync();

    [Theory]
    [InlineData("/v1/images/generations", """{"model":"dall-e-3","prompt":"x"}""", 404, "model_not_found", "flux")]
    [InlineData("/v1/images/generations", """{"model":"llama","prompt":"x"}""", 400, "wrong_model_kind", "/v1/chat/completions")]
    [InlineData("/v1/images/generations", """{"size":"640x480","prompt":"x"}""", 400, "unsupported_size", "256x144, 512x512")]
    [InlineData("/v1/images/generations", """{"size":640}""", 400, "invalid_type", "size")]
    [InlineData("/v1/images/generations", """{"model":["flux"]}""", 400, "invalid_type", "model")]
    [InlineData("/v1/images/generations", "[1,2]", 400, "invalid_json", "JSON object")]
    [InlineData("/v1/images/generations", """{"prompt":""", 400, "invalid_json", "JSON object")]
    [InlineData("/v1/images/generations", """{"prompt":"x"} and more""", 400, "invalid_json", "JSON object")]
    [InlineData("/v1/images/generations", "", 400, "invalid_json", "JSON object")]
    [InlineData("/v1/images/generations", "{\n \"prompt\": a}", 400, "invalid_json", "JSON object: at byte 12 of line 2: 'a' is an invalid")]
    [InlineData("/v1/images/generations", """{"prompt":"x",}""", 400, "invalid_json", "at byte 15 of line 1: The JSON object contains a trailing comma at the end which is not supported in this mode.")]
    [InlineData("/v1/images/generations", """{"size":"\ud800"}""", 400, "invalid_value", "'size' is not text")]
    [InlineData("/v1/images/generations", """{"\ud800":1}""", 400, "invalid_json", "The name of the field")]
    [InlineData("/v1/chat/completions", """{"model":"flux"}""", 400, "wrong_model_kind", "/v1/images/generations")]
    [InlineData("/v1/chat/completions", """{"model":"llama"}""", 503, "not_ready", "llama")]
    [InlineData("/generate", """{"max_new_tokens":5}""", 503, "not_ready", "llama")]
    [InlineData("/no/such.thing", "{}", 404, "route_not_found", "/no/such.thing")]
    [InlineData("/fleet/nothing", "{}", 404, "route_not_found", "/fleet/nothing")]
    public async Task Errors_say_what_is_allowed(string path, string body, int status, string code, string said)
    {
        using var response = await PostAsync(path, body);
        var error = await response.ErrorAsync();
        Assert.Equal((status, code), ((int)response.StatusCode, error.Code));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal(status >= 500 ? "server_error" : "invalid_request_error", error.Type);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_above_the_limit_is_413(bool saysItsLength)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"prompt":"{{new string('x', 1000)}}"}"""));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/generate") { Content = content };
        request.Headers.TransferEncodingChunked = !saysItsLength;
        using var response = await _scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("body_too_large", (await response.ErrorAsync()).Code);
    }

    [Theory]
    [InlineData("""{"prompt":"x"}""")]
    [InlineData("""{"model":null,"size":null,"nested":{"model":"other","size":[1]}}""")]
    [InlineData("""{"size":"auto"}""")]
    [InlineData("\uFEFF{\"prompt\":\"x\"}")]
    [InlineData("""{"size":"512x512","model":"flux"}""")]
    public async Task What_can_be_served_is(string body)
    {
        using var response = await PostAsync("/v1/images/generations", body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/v1/images/generations", "POST")]
    [InlineData("POST", "/imagine", "GET")]
    [InlineData("DELETE", "/fleet/mode", "PUT")]
    public async Task A_wrong_method_is_405_and_says_the_right_one(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var error = await response.ErrorAsync();
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method_not_allowed"), (response.StatusCode, error.Code));
        Assert.Equal([allowed], response.Content.Headers.Allow);
        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_not_said_to_be_json_is_415_where_it_matters()
    {
        using var response = await _scene.Gateway.Client.PutAsync("/fleet/mode", new StringContent("{}", Encoding.UTF8, "text/plain"), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported_media_type"), (response.StatusCode, (await response.ErrorAsync()).Code));
    }

    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/v1/models/flux")]
    [InlineData("/fleet")]
    [InlineData("/fleet/units/large/load")]
    [InlineData("/health")]
    public async Task What_tells_only_answers_HEAD_as_well(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var response = await _scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, ""), (response.StatusCode, await response.TextAsync()));
    }

    [Fact]
    public async Task Who_may_not_is_told_where_the_key_is_set()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fleet") { Headers = { Host = "elsewhere.example" } };
        using var response = await _scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("Gateway:ManagementKey", (await response.ErrorAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-User", (byte)0xE9)]
    [InlineData("Authorization", (byte)0xFF)]
    public async Task A_header_that_is_not_UTF8_is_named(string name, byte unreadable)
    {
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 });
        using var request = new HttpRequestMessage(HttpMethod.Post, _scene.Gateway.Address + "/generate") { Content = new StringContent("{}") };
        request.Headers.TryAddWithoutValidation(name, $"Jos{(char)unreadable}");
        using var response = await invoker.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = await response.ErrorAsync();
        Assert.Equal(("invalid_header", name), (error.Code, error.Param));
    }

    [Fact]
    public async Task The_query_of_a_post_says_nothing()
    {
        using var response = await PostAsync("/v1/images/generations?model=nobody&size=1x1", """{"prompt":"x"}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/imagine?prompt=x", 200)]
    [InlineData("/imagine?prompt=x&size=512x512&model=flux", 200)]
    [InlineData("/imagine?prompt=x&size=1x1", 400)]
    [InlineData("/imagine?prompt=x&img_size=512", 200)]
    [InlineData("/imagine?prompt=x&img_size=768", 400)]
    [InlineData("/load/2/infer/10", 200)]
    [InlineData("/load/2/infer/10?model=nobody", 404)]
    public async Task Routes_of_GET_take_model_and_size_in_the_query(string path, int status)
    {
        using var response = await _scene.Gateway.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("/imagine?prompt=x", true)]
    [InlineData("/load/2/infer/10", false)]
    public async Task A_GET_with_a_body_is_one_without_and_takes_no_worker_out(string path, bool saysItsLength)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Content = new StringContent("{}") };
        request.Headers.TransferEncodingChunked = !saysItsLength;
        using var response = await _scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.All(TestFleets.Images, unit => Assert.True(_scene.Gateway.Fleet.Unit(unit)!.CanServe));
    }

    [Fact]
    public async Task What_is_wrong_is_repeated_as_far_as_it_helps()
    {
        using var request = new HttpRequestMessage(new HttpMethod(new string('M', 5000)), "/imagine");
        using var response = await _scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.InRange((await response.ErrorAsync()).Message.Length, 1, 200);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body) =>
        _scene.Gateway.Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
}
