using AppHost.Publishing.Chart;
using Aspire.Hosting.Kubernetes.Resources;
using HelmText = AppHost.Publishing.Chart.Helm;

namespace Publishing.Tests;

/// <summary>What the publisher wrote becomes a template: conditions around, marks gone, expressions without quotes.</summary>
public sealed class TemplateTextTests
{
    [Fact]
    public void A_condition_wraps_the_template_and_its_mark_is_gone()
    {
        var map = new ConfigMap { Metadata = { Name = "a" } }.When("eq .Values.scaling.trigger \"metrics-api\"");

        Assert.Equal(
            """
            {{- if eq .Values.scaling.trigger "metrics-api" }}
            ---
            kind: "ConfigMap"
            metadata:
              name: "a"
            {{- end }}

            """,
            TemplateText.Complete(Written(map)));
    }

    [Fact]
    public void Conditions_add_up()
    {
        var map = new ConfigMap { Metadata = { Name = "a" } }.When("a").When("b");

        Assert.StartsWith("{{- if and (a) (b) }}\n", TemplateText.Complete(Written(map)), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_annotations_stay()
    {
        var map = new ConfigMap { Metadata = { Name = "a" } }.When("x");
        map.Metadata.Annotations["keep"] = "me";

        Assert.Contains("  annotations:\n    keep: \"me\"\n", TemplateText.Complete(Written(map)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spec.paused", "spec:\n  replicas: 1\n", "spec:\n  paused: {{ X }}\n  replicas: 1\n")]
    [InlineData("spec.replicas", "spec:\n  replicas: 1\n  other: 2\n", "spec:\n  replicas: {{ X }}\n  other: 2\n")]
    [InlineData("spec.strategy", "spec:\n  strategy:\n    type: \"a\"\n    more: 1\n  other: 2\n", "spec:\n  strategy: {{ X }}\n  other: 2\n")]
    [InlineData("spec.a.b", "spec:\n  z: 1\n", "spec:\n  a:\n    b: {{ X }}\n  z: 1\n")]
    public void A_member_is_set_or_replaced(string path, string written, string completed)
    {
        var metadata = $"metadata:\n  name: \"a\"\n  annotations:\n    publishing/set.{path}: \"{HelmText.Raw("{{ X }}")}\"\n";

        Assert.Equal($"metadata:\n  name: \"a\"\n{completed}", TemplateText.Complete(metadata + written));
    }

    [Theory]
    [InlineData("scaling.max", "{{ .Values.scaling.max }}")]
    [InlineData("scaling.max.flux-trn1", "{{ (index .Values.scaling.max `flux-trn1`) }}")]
    [InlineData("scaling.flux-trn1.max", "{{ (index .Values.scaling `flux-trn1` `max`) }}")]
    public void A_path_is_an_expression_that_helm_understands(string path, string text) => Assert.Equal(text, HelmText.Text(path));

    [Fact]
    public void Numbers_and_flags_lose_their_quotes_and_texts_keep_them() => Assert.Equal(
        "a: {{ .Values.n | toJson }}\nb: [{{ .Values.f | toJson }}, \"{{ .Values.t }}\"]\n",
        TemplateText.Complete($"a: \"{HelmText.Number("n")}\"\nb: [\"{HelmText.Flag("f")}\", \"{HelmText.Text("t")}\"]\n"));

    private static string Written(ConfigMap map)
    {
        var annotations = string.Concat(map.Metadata.Annotations.Select(annotation =>
            $"    {annotation.Key}: \"{annotation.Value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n"));
        return $"---\nkind: \"ConfigMap\"\nmetadata:\n  name: \"{map.Metadata.Name}\"\n  annotations:\n{annotations}";
    }
}
