using System.Net;
using Compiler.Cluster;

namespace Compiler.Tests.Cluster;

public sealed class HeldDeploymentTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Removes_paused_by_a_merge_patch_of_the_version_it_looked_at()
    {
        await using var api = new FakeApiServer();

        Assert.Equal(Release.Released, await Held(api).ReleaseAsync("c0ffee00", Ended));

        Assert.False(api.Paused);
        Assert.Equal("""PATCH application/merge-patch+json {"metadata":{"resourceVersion":"7","annotations":{"released.inference/c0ffee00":"true"}},"spec":{"paused":null}}""", api.Requests[^1]);
    }

    [Fact]
    public async Task A_Deployment_that_is_not_held_gets_the_note_alone()
    {
        await using var api = new FakeApiServer();
        api.Deployment["spec"]!.AsObject().Remove("paused");

        Assert.Equal(Release.WasFree, await Held(api).ReleaseAsync("c0ffee00", Ended));

        Assert.Equal("true", (string?)api.Deployment["metadata"]!["annotations"]!["released.inference/c0ffee00"]);
    }

    [Fact]
    public async Task A_Deployment_that_was_let_go_with_its_content_is_left_alone()
    {
        await using var api = new FakeApiServer();
        Note(api, "c0ffee00");
        api.Deployment["spec"]!.AsObject().Remove("paused");

        Assert.Equal(Release.WasFree, await Held(api).ReleaseAsync("c0ffee00", Ended));

        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task A_job_of_yesterdays_content_does_not_let_todays_go()
    {
        await using var api = new FakeApiServer();

        Assert.Equal(Release.OtherContent, await Held(api).ReleaseAsync("0ldc0de0", Ended));

        Assert.True(api.Paused);
    }

    [Fact]
    public async Task A_change_between_look_and_patch_is_looked_at_again()
    {
        await using var api = new FakeApiServer();
        api.BeforePatch = () =>
        {
            api.BeforePatch = null;
            api.Deployment["metadata"]!["resourceVersion"] = "8";
        };

        Assert.Equal(Release.Released, await Held(api).ReleaseAsync("c0ffee00", Ended));

        Assert.Equal(4, api.Requests.Count);
        Assert.False(api.Paused);
    }

    [Fact]
    public async Task What_helm_paused_again_is_let_go_again()
    {
        await using var api = new FakeApiServer();
        Note(api, "c0ffee00");

        Assert.Equal(Release.Released, await Held(api).ResumeAsync(Ended));

        Assert.False(api.Paused);
    }

    [Theory]
    [InlineData("0ldc0de0")]
    [InlineData(null)]
    public async Task What_was_never_let_go_with_its_content_stays_held(string? before)
    {
        await using var api = new FakeApiServer();
        if (before is not null)
            Note(api, before);

        Assert.Equal(Release.OtherContent, await Held(api).ResumeAsync(Ended));

        Assert.True(api.Paused);
        Assert.Single(api.Requests);
    }

    [Fact]
    public async Task What_names_no_content_stays_held()
    {
        await using var api = new FakeApiServer();
        api.Deployment["metadata"]!.AsObject().Remove("annotations");

        Assert.Equal(Release.OtherContent, await Held(api).ResumeAsync(Ended));
    }

    [Fact]
    public async Task A_refusal_tells_what_the_API_said()
    {
        await using var api = new FakeApiServer { Refusal = HttpStatusCode.Forbidden };

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => Held(api).ReleaseAsync("c0ffee00", Ended));

        Assert.Contains("get the Deployment flux-a-deployment in serving: 403", refused.Message);
        Assert.Contains("not you", refused.Message);
    }

    private static void Note(FakeApiServer api, string content) =>
        api.Deployment["metadata"]!["annotations"]![HeldDeployment.ReleasedAnnotation + content] = "true";

    private static HeldDeployment Held(FakeApiServer api) => new(api.Access, "flux-a-deployment");
}
