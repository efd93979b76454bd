using System.Net.Http.Json;
using Gateway.Admission;
using Gateway.Costs;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Telemetry;

/// <summary>What the fleet is and costs can be scraped; by OTLP goes the same meter.</summary>
/// <remarks>Alone: what is scraped are all meters of the process, those of gateways of other tests too.</remarks>
[CollectionDefinition(nameof(MetricsTests), DisableParallelization = true)]
[Collection(nameof(MetricsTests))]
public class MetricsTests
{
    [Fact]
    public async Task Mode_weights_shares_states_cost_and_decisions_are_on_metrics()
    {
        await using var scene = await Scene.StartAsync(("Metrics:Prometheus", "true"), ("Gateway:Budget:PerHour", "1.5"));
        for (var request = 0; request < 10; request++)
        {
            using var answer = await scene.Gateway.GenerateAsync();
        }

        using var mode = await scene.Gateway.Client.PutAsJsonAsync("/fleet/mode", new { mode = "static" }, TestContext.Current.CancellationToken);
        using var drain = await scene.Gateway.Client.PutAsJsonAsync("/fleet/units/middle", new { state = "drained" }, TestContext.Current.CancellationToken);
        scene.Gateway.Services.GetRequiredService<CostMeter>().Look();
        scene.Gateway.Services.GetRequiredService<BudgetAlarm>().Look();

        var lines = await ScrapeAsync(scene);
        Assert.Contains("inference_gateway_mode{inference_mode=\"static\"} 1", lines);
        Assert.Contains("inference_gateway_mode{inference_mode=\"cost\"} 0", lines);
        // Typed weights of 20 and 50, without the one that is drained.
        Assert.Equal(20.0 / 70, Value(lines, "inference_gateway_weight_ratio{gen_ai_request_model=\"flux\",inference_size=\"256x144\",inference_unit=\"large\"}"), 9);
        Assert.Equal(0.6, Value(lines, "inference_gateway_share_ratio{gen_ai_request_model=\"flux\",inference_size=\"256x144\",inference_unit=\"large\"}"), 9);
        Assert.Contains("inference_gateway_unit_state{inference_state=\"drained\",inference_unit=\"middle\"} 1", lines);
        Assert.Contains("inference_gateway_workers{inference_state=\"ready\",inference_unit=\"large\"} 1", lines);
        Assert.Contains("inference_gateway_cost_per_hour{inference_unit=\"large\"} 1", lines);
        Assert.True(Value(lines, "inference_gateway_cost_per_thousand{inference_unit=\"large\"}") > 0);
        Assert.True(Value(lines, "inference_gateway_cost_per_thousand_blended") > 0);
        // 60 and 10 a minute for a dollar an hour each.
        Assert.Equal(((1000 / 3600.0) + (1000 / 600.0)) / 2, Value(lines, "inference_gateway_cost_at_full_use{gen_ai_request_model=\"flux\",inference_size=\"256x144\",inference_weights=\"equal\"}"), 9);
        Assert.True(Value(lines, "inference_gateway_cost_at_full_use{gen_ai_request_model=\"flux\",inference_size=\"256x144\",inference_weights=\"current\"}") > 0);
        Assert.Contains("inference_gateway_budget_limit{inference_budget=\"perHour\"} 1.5", lines);
        Assert.Contains("inference_gateway_budget_passed{inference_budget=\"perHour\"} 1", lines);
        Assert.Contains("inference_gateway_decisions_total{inference_decision=\"mode\",inference_unit=\"\"} 1", lines);
        Assert.Contains("inference_gateway_decisions_total{inference_decision=\"unit\",inference_unit=\"middle\"} 1", lines);
        Assert.Contains("inference_gateway_decisions_total{inference_decision=\"budget\",inference_unit=\"\"} 1", lines);
    }

    [Fact]
    public async Task An_ejection_is_counted_and_leaves_a_failed_worker()
    {
        await using var scene = await Scene.StartAsync(("Metrics:Prometheus", "true"));
        await scene["large"].KillAsync();
        for (var request = 0; request < 10; request++)
        {
            using var answer = await scene.Gateway.GenerateAsync();
            Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        }

        var lines = await ScrapeAsync(scene);
        Assert.Contains("inference_gateway_workers{inference_state=\"failed\",inference_unit=\"large\"} 1", lines);
        Assert.Contains("inference_gateway_decisions_total{inference_decision=\"ejection\",inference_unit=\"large\"} 1", lines);
    }

    [Fact]
    public async Task Whom_the_gateway_serves_is_not_on_metrics_that_anybody_may_read()
    {
        await using var scene = await Scene.StartAsync(("Metrics:Prometheus", "true"));
        var accounts = scene.Gateway.Services.GetRequiredService<Accounts>();
        foreach (var (tenant, dollars) in new[] { ("shop", 1.5), ("rival", 2.0) })
        {
            var account = accounts.Of(tenant, "web", KeyTerms.None);
            account.Settle(new Work(1, 1, 0, dollars), reserved: 0, worked: true, dollars);
            scene.Gateway.Services.GetRequiredService<AdmissionMeters>().Limited(account, "images");
        }

        var lines = await ScrapeAsync(scene);
        Assert.Equal(3.5, Value(lines, "inference_gateway_spend_total"), 9);
        Assert.Contains("inference_gateway_limited_total{inference_limit=\"images\"} 2", lines);
        Assert.DoesNotContain(lines, line => line.Contains("tenant", StringComparison.Ordinal) || line.Contains("rival", StringComparison.Ordinal));
    }

    private static async Task<string[]> ScrapeAsync(Scene scene) =>
        (await scene.Gateway.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).Split('\n');

    private static double Value(string[] lines, string name) =>
        double.Parse(Assert.Single(lines, line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
