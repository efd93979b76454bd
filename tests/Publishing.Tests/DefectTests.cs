using Fleet;
using Publishing.Tests.Charts;
using YamlDotNet.Core;

namespace Publishing.Tests;

/// <summary>Mistakes that manifests of this kind have been published with; each test fails if one came back.</summary>
public sealed class DefectTests(PublishedCharts charts)
{
    private const string Sd21 = "fleets/sd21.json";

    /// <summary>D2: a sum over five minutes, KEDA's own period, was compared with a threshold for one.</summary>
    [Fact]
    public async Task A_minutes_threshold_is_compared_with_a_minutes_sum()
    {
        var rendering = await charts.RenderAsync(Sd21, "--set", "scaling.trigger=aws-cloudwatch");

        var triggers = rendering.Of("ScaledObject").SelectMany(scaled => scaled.All("spec.triggers")).Where(trigger => trigger.Text("type") == "aws-cloudwatch").ToArray();
        Assert.NotEmpty(triggers);
        Assert.All(triggers, trigger => Assert.Equal("60", trigger.Map("metadata")["metricStatPeriod"]));
    }

    /// <summary>D4: metrics were published under a pool's name that was typed beside the real one, and differed.</summary>
    [Fact]
    public async Task A_node_pools_name_is_said_once_and_exists()
    {
        var rendering = await charts.RenderAsync(Sd21);

        var pools = rendering.Of("NodePool").Select(pool => pool.Name).ToArray();
        foreach (var unit in FleetDefinition.Load(Sd21).Units)
        {
            var deployment = rendering.Single("Deployment", $"{unit.Name}-deployment");
            Assert.Equal(unit.NodePool, deployment.Map("spec/template/spec/nodeSelector")["karpenter.sh/nodepool"]);
            Assert.Contains(unit.NodePool, pools);
            Assert.DoesNotContain(rendering.Single("ConfigMap", $"{unit.Name}-config").Map("data"), variable => variable.Key.Contains("POOL", StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(deployment.All("spec/template/spec/containers/0/env"), variable => variable.Text("name")!.Contains("POOL", StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>D4 again, where it begins: a pool called after another accelerator.</summary>
    [Fact]
    public void A_node_pool_called_after_another_accelerator_is_no_fleet()
    {
        var fleet = File.ReadAllText(FleetPaths.Resolve(Sd21)).Replace("\"g5.xlarge\", \"devices\": 1,", "\"g5.xlarge\", \"devices\": 1, \"nodePool\": \"amd-neuron-a10g\",", StringComparison.Ordinal);

        var problems = Assert.Throws<FleetException>(() => FleetDefinition.Parse(System.Text.Encoding.UTF8.GetBytes(fleet))).Problems;
        Assert.Equal(2, problems.Count(problem => problem.Message.Contains("after neuron", StringComparison.Ordinal)));
    }

    /// <summary>D12: compile jobs slept for ever after their work, holding their accelerator.</summary>
    [Fact]
    public async Task A_compile_job_ends()
    {
        var rendering = await charts.RenderAsync(Sd21);

        Assert.NotEmpty(rendering.Of("Job"));
        Assert.All(rendering.Of("Job"), job =>
        {
            Assert.Contains(job.Text("spec.template.spec.restartPolicy"), new[] { "Never", "OnFailure" });
            Assert.All(["spec.backoffLimit", "spec.activeDeadlineSeconds", "spec.ttlSecondsAfterFinished"], path => Assert.InRange(long.Parse(job.Text(path)!, null), 0, 7 * 24 * 3600));
            Assert.DoesNotMatch("sleep|tail -f|while |cp -r", job.Everything);
        });
    }

    /// <summary>D13: a controller read `find /` and applied manifests from the tip of a branch on the Internet.</summary>
    [Fact]
    public async Task Nothing_applies_what_lies_on_the_internet()
    {
        var rendering = await charts.RenderAsync(Sd21);

        Assert.All(rendering.Objects, item => Assert.DoesNotMatch("kubectl|raw\\.githubusercontent|github\\.com|curl |wget |find /|pip install", item.Everything.Replace("https://json-schema", "", StringComparison.Ordinal)));
    }

    /// <summary>D13 and D14: roles could do everything to everything.</summary>
    [Fact]
    public async Task Every_role_names_what_it_may_do()
    {
        var rendering = await charts.RenderAsync(Sd21);

        var rules = rendering.Objects.Where(item => item.Kind is "Role" or "ClusterRole").SelectMany(role => role.All("rules")).ToArray();
        Assert.NotEmpty(rules);
        Assert.All(rules, rule =>
        {
            Assert.All(["verbs", "resources", "apiGroups"], list => Assert.DoesNotContain("*", rule.List(list)));
            Assert.DoesNotContain("secrets", rule.List("resources"));
            if (rule.List("verbs").Intersect(["patch", "update", "create", "delete"]).Any())
                Assert.NotEmpty(rule.List("resourceNames"));
        });
    }

    /// <summary>D14: a token was a plain parameter, and printed.</summary>
    [Fact]
    public async Task No_token_lies_in_the_chart()
    {
        var chart = await charts.ChartAsync();
        var values = Manifest.ReadAll(await File.ReadAllTextAsync(Path.Combine(chart, "values.yaml"), TestContext.Current.CancellationToken)).Single();
        var rendering = await charts.RenderAsync();

        Assert.Empty(values.Map("secrets"));
        var variables = rendering.Objects.Where(item => item.Kind is "Deployment" or "Job").SelectMany(item => item.All("spec/template/spec/containers"))
            .SelectMany(container => container.All("env")).Where(variable => variable.Text("name")!.Contains("TOKEN", StringComparison.OrdinalIgnoreCase) || variable.Text("name")!.EndsWith("Key", StringComparison.Ordinal));
        Assert.All(variables, variable => Assert.Null(variable.Text("value")));
        Assert.All(rendering.Of("ConfigMap"), map => Assert.DoesNotContain(map.Map("data"), entry => entry.Key.Contains("TOKEN", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>D15: two `volumes` in one pod, of which the first was dropped without a word.</summary>
    [Fact]
    public async Task No_key_is_given_twice()
    {
        Assert.Throws<YamlException>(() => Manifest.ReadAll("spec:\n  volumes: []\n  volumes: []\n"));

        // Reading refuses such a document, and so does the API server.
        Assert.NotEmpty((await charts.RenderAsync(Sd21)).Objects);
    }

    /// <summary>D17: with sticky target groups, weights held for clients and not for requests.</summary>
    [Fact]
    public async Task Requests_are_weighed_one_by_one()
    {
        var rendering = await charts.RenderAsync(Sd21);

        Assert.NotEmpty(rendering.Of("Ingress"));
        Assert.All(rendering.Of("Ingress"), ingress => Assert.DoesNotContain("stickiness", ingress.Everything, StringComparison.OrdinalIgnoreCase));
        Assert.All(rendering.Of("Service"), service => Assert.Null(service.Text("spec.sessionAffinity")));
    }
}
