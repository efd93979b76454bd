using System.Net;
using System.Text;
using Gateway.Affinity;
using Gateway.Tests.Hosting;
using Gateway.Units;

namespace Gateway.Tests.Affinity;

/// <summary>A session stays with its worker, where it is wanted, and no longer than that may serve.</summary>
public sealed class SessionAffinityTests
{
    private static readonly (string, string) ByHeader = ("Gateway:Affinity:By", "header"), ByCookie = ("Gateway:Affinity:By", "cookie");

    [Fact]
    public async Task Without_it_nobody_is_given_anything_to_carry()
    {
        await using var scene = await Scene.StartAsync();
        using var answer = await scene.Gateway.GenerateAsync();
        Assert.Null(answer.Header(SessionAffinity.Header));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_client_that_sends_the_header_back_stays_where_it_was()
    {
        await using var scene = await Scene.StartAsync(ByHeader);
        using var first = await scene.Gateway.GenerateAsync();
        var session = first.Header(SessionAffinity.Header);
        for (var request = 0; request < 10; request++)
        {
            using var answer = await SendAsync(scene, session);
            Assert.Equal(first.Unit(), answer.Unit());
            Assert.Equal(session, answer.Header(SessionAffinity.Header));
        }
    }

    [Fact]
    public async Task A_cookie_does_the_same_and_ends_by_itself()
    {
        await using var scene = await Scene.StartAsync(ByCookie);
        using var first = await scene.Gateway.GenerateAsync();
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.Contains("max-age=200", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        for (var request = 0; request < 10; request++)
        {
            using var answer = await SendAsync(scene, null, cookie.Split(';')[0]);
            Assert.Equal(first.Unit(), answer.Unit());
            // From its first request on: it is not made longer.
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
    }

    [Fact]
    public async Task New_sessions_are_shared_by_weight()
    {
        await using var scene = await Scene.StartAsync(ByHeader);
        var units = new List<string?>();
        for (var request = 0; request < 100; request++)
        {
            using var answer = await scene.Gateway.GenerateAsync();
            units.Add(answer.Unit());
        }

        Assert.Equal((60, 30, 10), (units.Count(unit => unit == "large"), units.Count(unit => unit == "middle"), units.Count(unit => unit == "small")));
    }

    [Fact]
    public async Task A_worker_that_was_ejected_or_drained_breaks_it()
    {
        await using var scene = await Scene.StartAsync(ByHeader);
        using var first = await scene.Gateway.GenerateAsync();
        Assert.Equal("large", first.Unit());
        scene.Gateway.Fleet.Unit("large")!.Workers[0].Eject(WorkerState.Failed, "was lost");
        using var second = await SendAsync(scene, first.Header(SessionAffinity.Header));
        Assert.Equal((HttpStatusCode.OK, "middle"), (second.StatusCode, second.Unit()));
        var session = second.Header(SessionAffinity.Header);
        Assert.NotEqual(first.Header(SessionAffinity.Header), session);

        scene.Gateway.Fleet.Unit("middle")!.Drained = true;
        using var third = await SendAsync(scene, session);
        Assert.Equal((HttpStatusCode.OK, "small"), (third.StatusCode, third.Unit()));
    }

    [Fact]
    public async Task One_that_dies_under_it_loses_no_request()
    {
        await using var scene = await Scene.StartAsync(ByHeader);
        using var first = await scene.Gateway.GenerateAsync();
        await scene[first.Unit()!].KillAsync();
        using var second = await SendAsync(scene, first.Header(SessionAffinity.Header));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.NotEqual(first.Unit(), second.Unit());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no token")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_was_not_given_here_is_none(string session)
    {
        await using var scene = await Scene.StartAsync(ByHeader);
        using var answer = await SendAsync(scene, session);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(session, answer.Header(SessionAffinity.Header));
    }

    [Fact]
    public void It_ends_and_cannot_be_changed()
    {
        byte[] key = [1, 2, 3], other = [4, 5, 6];
        var token = new SessionToken("large", "large-2", DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(200));
        var text = token.Write(key);
        Assert.Equal(token, SessionToken.Read(text, key));
        Assert.Null(SessionToken.Read(text, other));
        for (var at = 0; at < text.Length - 1; at++)
            Assert.Null(SessionToken.Read($"{text[..at]}{(text[at] == 'x' ? 'y' : 'x')}{text[(at + 1)..]}", key));
    }

    [Fact]
    public async Task It_is_weighed_anew_when_its_time_is_over()
    {
        // Of another time than the gateway's, which is as if it had passed.
        await using var scene = await Scene.StartAsync(ByHeader, ("Gateway:ManagementKey", "key"));
        var key = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("session affinity\nkey"));
        using var late = await SendAsync(scene, new SessionToken("small", "small", DateTimeOffset.UtcNow.AddSeconds(-1)).Write(key));
        Assert.Equal("large", late.Unit());
        using var early = await SendAsync(scene, new SessionToken("small", "small", DateTimeOffset.UtcNow.AddHours(1)).Write(key));
        Assert.Equal("small", early.Unit());
    }

    private static Task<HttpResponseMessage> SendAsync(Scene scene, string? session, string? cookie = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = new StringContent("""{"prompt":"a circle"}""", Encoding.UTF8, "application/json") };
        if (session is not null) request.Headers.TryAddWithoutValidation(SessionAffinity.Header, session);
        if (cookie is not null) request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
