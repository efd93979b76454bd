using System.Text.Json;
using Publishing.Tests.Charts;

namespace Publishing.Tests.Cluster;

/// <summary>One load balancer: to gateway and frontend, or straight to the units.</summary>
public sealed class IngressTests(PublishedCharts charts)
{
    [Fact]
    public async Task The_frontend_is_below_serve_and_inference_is_the_gateways()
    {
        var ingress = Assert.Single((await charts.RenderAsync()).Of("Ingress"));

        var paths = Paths(ingress);
        Assert.Equal("frontend-service", paths["/serve"]);
        Assert.All(["/serve/imagine", "/v1", "/generate", "/genimage", "/imagine", "/load", "/benchmark"], path => Assert.Equal("gateway-service", paths[path]));
        Assert.DoesNotContain(paths.Keys, path => path is "/" or "/fleet");
        Assert.Equal("ip", Annotation(ingress, "target-type"));
        Assert.Equal("""[{"HTTP":80}]""", Annotation(ingress, "listen-ports"));
    }

    [Fact]
    public async Task A_certificate_brings_TLS_and_leaves_nothing_plain()
    {
        const string Certificate = "arn:aws:acm:us-west-2:111122223333:certificate/1";
        var ingress = Assert.Single((await charts.RenderAsync("fleet.json", "--set", $"ingress.certificateArn={Certificate}")).Of("Ingress"));

        Assert.Equal((Certificate, "443"), (Annotation(ingress, "certificate-arn"), Annotation(ingress, "ssl-redirect")));
        Assert.Contains("HTTPS", Annotation(ingress, "listen-ports"), StringComparison.Ordinal);
    }

    /// <summary>The reference weights of the five SD 2.1 units: 30.77, 28.24, 19.59, 11.75 and 9.65 of a hundred.</summary>
    [Fact]
    public async Task Weights_straight_to_units_are_the_fleets_cost_formula()
    {
        var rendering = await charts.RenderAsync("fleets/sd21.json", "--set", "ingress.form=weighted");

        var ingress = Assert.Single(rendering.Of("Ingress"));
        Assert.Equal("weighted-routing", Paths(ingress)["/"]);
        using var action = JsonDocument.Parse(Annotation(ingress, "actions.weighted-routing")!);
        var forward = action.RootElement.GetProperty("forwardConfig");
        Assert.Equal(
            [("sd21-a10g-cuda-service", 97), ("sd21-a10g-triton-service", 196), ("sd21-inf2-service", 308), ("sd21-l4-triton-service", 118), ("sd21-trn1-service", 282)],
            forward.GetProperty("targetGroups").EnumerateArray().Select(group => (group.GetProperty("serviceName").GetString()!, group.GetProperty("weight").GetInt32())).Order());
        Assert.Equal(200, forward.GetProperty("targetGroupStickinessConfig").GetProperty("durationSeconds").GetInt32());
        Assert.Contains(rendering.Of("NetworkPolicy"), policy => policy.Name == "sd21-inf2-balanced-network");
    }

    /// <summary>By default weights hold for each request: nothing ties a client to a unit (D17).</summary>
    [Fact]
    public async Task Nothing_ties_a_client_to_a_unit_unless_asked_for()
    {
        var ingress = Assert.Single((await charts.RenderAsync()).Of("Ingress"));

        Assert.DoesNotContain("stickiness", string.Join(' ', ingress.Map("metadata.annotations").Values), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(6, 1, "takes 5 target groups")]
    [InlineData(2, 2, "2 models")]
    public async Task More_than_a_load_balancer_can_is_refused(int units, int models, string said)
    {
        using var folder = new TemporaryFolder();
        var fleet = Path.Combine(folder.Path, "many.json");
        await File.WriteAllTextAsync(fleet, Fleet(units, models), TestContext.Current.CancellationToken);

        var chosen = await charts.RenderAsync(fleet, "--set", "ingress.form=weighted");
        Assert.False(chosen.Succeeded);
        Assert.Contains(said, chosen.Messages, StringComparison.Ordinal);
        var published = await Assert.ThrowsAnyAsync<Exception>(() => charts.PublishAsync(fleet, "--Publishing:IngressForm", "weighted"));
        Assert.Contains(said, published.Message, StringComparison.Ordinal);
    }

    /// <summary>Weights of one size's prices would send all of another's requests to who cannot draw them.</summary>
    [Fact]
    public async Task A_unit_for_each_size_is_refused()
    {
        var chosen = await charts.RenderAsync("fleets/flux-shapes.json", "--set", "ingress.form=weighted");

        Assert.False(chosen.Succeeded);
        Assert.Contains("flux-512x512: 512x512", chosen.Messages, StringComparison.Ordinal);
        var published = await Assert.ThrowsAnyAsync<Exception>(() => charts.PublishAsync("fleets/flux-shapes.json", "--Publishing:IngressForm", "weighted"));
        Assert.Contains("serve different sizes", published.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_weight_that_comes_to_nothing_is_refused()
    {
        using var folder = new TemporaryFolder();
        var fleet = Path.Combine(folder.Path, "dear.json");
        var text = Fleet(2, 1).Replace("\"u1\":{", "\"u1\":{\"usdPerHour\":9000,", StringComparison.Ordinal);
        await File.WriteAllTextAsync(fleet, text, TestContext.Current.CancellationToken);

        var chosen = await charts.RenderAsync(fleet, "--set", "ingress.form=weighted");

        Assert.False(chosen.Succeeded);
        Assert.Contains("u1 would get less than one request in a thousand", chosen.Messages, StringComparison.Ordinal);
    }

    private static string Fleet(int units, int models) => JsonSerializer.Serialize(new
    {
        models = Enumerable.Range(0, models).ToDictionary(m => $"m{m}", _ => new { architecture = "flux", path = "models/tiny-flux", sizes = new[] { "256x144" } }),
        units = Enumerable.Range(0, units).ToDictionary(u => $"u{u}", u => new
        {
            model = $"m{u % models}",
            accelerator = "l4",
            instance = "g6.xlarge",
            devices = 1,
            capacity = new Dictionary<string, object> { ["256x144"] = new { latencySeconds = 1.0, perMinute = 60 } },
        }),
    });

    private static Dictionary<string, string> Paths(Manifest ingress) => ingress.All("spec.rules.0.http.paths")
        .ToDictionary(path => path.Text("path")!, path => path.Text("backend.service.name")!);

    private static string? Annotation(Manifest ingress, string name) =>
        ingress.Map("metadata.annotations").TryGetValue($"alb.ingress.kubernetes.io/{name}", out var value) ? value : null;
}
