using System.Net;
using Gateway.Access;
using Gateway.Admission;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Shared;

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
        var caller = Caller(new GatewayOptions { ManagementKey = Key, AnonymousInference = open is not null });
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
        var caller = Caller(new GatewayOptions { ManagementKey = Key, InferenceKeys = { "first", "", "second" } });
        Assert.Equal((infer, infer, manage), (caller.MayInfer(context), caller.MayLook(context), caller.MayManage(context)));
    }

    [Fact]
    public void Without_a_key_nobody_has_it()
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.7");
        context.Request.Headers.Authorization = "Bearer ";
        Assert.False(Caller(new GatewayOptions { ManagementKey = "" }).MayManage(context));
    }

    [Fact]
    public void A_setting_may_give_the_hash_of_a_key_which_opens_nothing_itself()
    {
        var caller = Caller(new GatewayOptions { ManagementKey = KeyHash.Of(Key).ToString() });
        Assert.True(caller.MayManage(Remote(Key)));
        Assert.False(caller.MayManage(Remote(KeyHash.Of(Key).ToString())));
    }

    [Fact]
    public void A_key_ends_when_it_expires()
    {
        var time = new ManualTime();
        var (caller, ring) = Keys(new GatewayOptions(), time);
        ring.Use([new KeyEntry("shop", "web", KeyHash.Of("k"), time.GetUtcNow().AddMinutes(1), Manages: false, KeyTerms.None)]);
        Assert.Equal("shop/web", caller.Account(Remote("k"))?.Name);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(caller.Account(Remote("k")));
    }

    [Fact]
    public void Nothing_longer_than_any_key_is_hashed()
    {
        var key = new string('k', KeyHash.LongestKey);
        var caller = Caller(new GatewayOptions { InferenceKeys = { key, key + "k" } });
        Assert.True(caller.MayInfer(Remote(key)));
        Assert.False(caller.MayInfer(Remote(key + "k")));
        Assert.True(Caller(new GatewayOptions { InferenceKeys = { new string('\u20AC', KeyHash.LongestKey) } }).MayInfer(Remote(new string('\u20AC', KeyHash.LongestKey))));
    }

    private static DefaultHttpContext Remote(string key)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.7");
        context.Request.Headers.Authorization = $"Bearer {key}";
        return context;
    }

    private static Caller Caller(GatewayOptions options) => Keys(options, TimeProvider.System).Caller;

    private static (Caller Caller, KeyRing Ring) Keys(GatewayOptions options, TimeProvider time)
    {
        var given = Options.Create(options);
        var accounts = new Accounts(given, time);
        var ring = new KeyRing(given, accounts, time);
        return (new Caller(ring, accounts, given), ring);
    }
}
