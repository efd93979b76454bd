using System.Net;
using Gateway.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Access;

/// <summary>Anonymous use is for loopback; one key opens everything, others all but changes; inference alone may be opened to anyone.</summary>
public class CallerTests
{
    private const string Key = "k3y";

    [Theory]
    [InlineData("127.0.0.1", null, null, true, true)]
    [InlineData("::1", null, null, true, true)]
    [InlineData("10.0.0.7", null, null, false, false)]
    [InlineData("10.0.0.7", "Authorization: Bearer k3y", null, true, true)]
    [InlineData("10.0.0.7", "Authorization: bearer k3y", null, true, true)]
    [InlineData("10.0.0.7", "Authorization: Bearer k3y2", null, false, false)]
    [InlineData("10.0.0.7", "Authorization: Basic k3y", null, false, false)]
    [InlineData("10.0.0.7", null, "open", true, false)]
    [InlineData("127.0.0.1", "X-Forwarded-For: 10.0.0.7", null, false, false)]
    [InlineData("127.0.0.1", "X-Original-For: 10.0.0.7", null, false, false)]
    [InlineData("127.0.0.1", "Origin: https://elsewhere.example", null, false, false)]
    [InlineData("127.0.0.1", "Origin: http://localhost:5050", null, true, true)]
    [InlineData("127.0.0.1", "Sec-Fetch-Site: cross-site", null, false, false)]
    [InlineData("127.0.0.1", "Sec-Fetch-Site: same-site", null, false, false)]
    [InlineData("127.0.0.1", "Sec-Fetch-Site: same-origin", null, true, true)]
    [InlineData("127.0.0.1", "Sec-Fetch-Site: none", null, true, true)]
    [InlineData("10.0.0.7", "Sec-Fetch-Site: same-origin", null, false, false)]
    [InlineData("127.0.0.1", "Host: rebound.example", null, false, false)]
    [InlineData("127.0.0.1", "Host: localhost:5000", null, true, true)]
    public void Callers_may(string address, string? header, string? open, bool infer, bool manage)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        if (header?.Split(": ") is [var name, var value]) context.Request.Headers[name] = value;
        var caller = new Caller(Options.Create(new GatewayOptions { ManagementKey = Key, AnonymousInference = open is not null }));
        Assert.Equal((infer, manage), (caller.MayInfer(context), caller.MayManage(context)));
    }

    [Theory]
    [InlineData("first", true, false)]
    [InlineData("second", true, false)]
    [InlineData("k3y", true, true)]
    [InlineData("third", false, false)]
    [InlineData("", false, false)]
    public void An_inference_key_opens_inference_and_a_look_at_the_fleet(string key, bool infer, bool manage)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.7");
        context.Request.Headers.Authorization = $"Bearer {key}";
        var caller = new Caller(Options.Create(new GatewayOptions { ManagementKey = Key, InferenceKeys = { "first", "", "second" } }));
        Assert.Equal((infer, infer, manage), (caller.MayInfer(context), caller.MayLook(context), caller.MayManage(context)));
    }

    [Fact]
    public void Without_a_key_nobody_has_it()
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.7");
        context.Request.Headers.Authorization = "Bearer ";
        Assert.False(new Caller(Options.Create(new GatewayOptions { ManagementKey = "" })).MayManage(context));
    }
}
