using System.Globalization;
using System.Text;
using System.Text.Json;
using AppHost.Publishing.Chart;
using AppHost.Publishing.Observability;
using Fleet;

namespace AppHost.Publishing.Values;

/// <summary>The chart's README.md: what is in it, what the cluster must have, how it is installed, what can be set.</summary>
internal static class ChartReadme
{
    public static string Write(FleetChart chart, IReadOnlyList<ChartValue> values)
    {
        var text = new StringBuilder();
        text.Append($"""
            # Inference fleet

            One gateway before {chart.Fleet.Units.Count} units. A unit is a model on an accelerator: a Deployment of workers, its Service, its
            scaling rule, and a compile Job for each size. All of it follows from `fleet.json`, which lies beside this file; publish again
            when the fleet changes.

            {Units(chart)}
            {Unserved(chart)}## What the cluster must have

            {Prerequisites(chart)}
            ## Install

                helm upgrade --install inference . --namespace inference --create-namespace -f my-values.yaml

            Install it once per cluster: node pools, their class, priority classes and what the gateway may see of nodes belong to no
            namespace, and a second release would claim the same names.

            `helm --set` takes a fraction for text: give one by a values file or by `--set-json scaling.targetLoad=0.7`.

            helm checks what is set against `values.schema.json` and names what it does not accept. The command returns at once: compile Jobs
            then fill the model store, and each unit's Deployment is held until its programs are there, so that no accelerator waits for a
            compiler. `kubectl get jobs,deployments` shows how far that is. A first compilation for Neuron takes long, a later start finds
            everything in the store.

            {Token(chart)}{CompileNotes.Text}{ClusterNotes.Text}{(chart.Dashboard ? Dashboard.Note : "")}
            ## Values

            Images stand under `parameters` by resource; each is named by a tag or a digest, never by `latest`.


            """.ReplaceLineEndings("\n"));
        foreach (var section in values.GroupBy(value => value.Keys[0]))
        {
            text.Append($"### {section.Key}\n\n| value | default | meaning |\n| --- | --- | --- |\n");
            foreach (var value in section)
            {
                var allowed = value.Allowed.Length == 0 ? "" : $" {value.Choice} {string.Join(", ", value.Allowed.Select(Code))}.";
                text.Append($"| `{value.Path}` | {Code(JsonSerializer.Serialize(value.Default, ValuesText.Json))} | {Cell(value.Description + allowed)} |\n");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Units(FleetChart chart)
    {
        var text = new StringBuilder("| unit | model | runs on | devices | US dollars an hour | a minute |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var unit in chart.Fleet.Units)
        {
            var rates = unit.Model.IsText
                ? [Rate("text", unit.TextCapacity)]
                : unit.Sizes.Select(size => Rate(size.ToString(), unit.CapacityAt(size)));
            text.Append(CultureInfo.InvariantCulture, $"| `{unit.Name}` | {unit.Model.Name} | {unit.Instance.Name} | {unit.Devices} × {unit.Accelerator.Name} | {unit.PricePerHour.Dollars:0.####} | {string.Join(", ", rates)} |\n");
        }

        return text.ToString();
    }

    private static string Rate(string size, CapacityFigure? given) => given is { } figure
        ? string.Create(CultureInfo.InvariantCulture, $"{size}: {figure.Rate.Value:0.#}{(figure.Assumed ? " (assumed)" : "")}")
        : $"{size}: ?";

    private static string Unserved(FleetChart chart)
    {
        var lines = chart.Unserved.Select(item => $"- `{item.Unit.Name}`: {item.Reason}\n").ToArray();
        return lines.Length == 0 ? "" : $"## What does not serve yet\n\nThe compile Jobs of these units end with the reason, and their Deployments stay held:\n\n{string.Concat(lines)}\n";
    }

    private static string Token(FleetChart chart) => chart.Fleet.Models.Any(model => model.Path.StartsWith("hf://", StringComparison.Ordinal))
        ? """
            Compile Jobs fetch checkpoints from the Hugging Face Hub and write them to the model store, where workers read them. For one that is private or behind a licence give a token of an account that may read it:

                kubectl create secret generic hf-secrets --namespace inference --from-literal=HF_TOKEN=...


            """
        : "";

    private static string Prerequisites(FleetChart chart)
    {
        var lines = new List<string>
        {
            $"Kubernetes {ClusterVersion.Earliest} or later on EKS, with the Pod Identity agent",
            "Karpenter 1.6 or later; its nodes' role goes to `nodes.role`",
            "KEDA 2.20 or later",
            "the Mountpoint for Amazon S3 CSI driver 2, with access to the bucket of the model store",
            "metrics-server, by which gateway and frontend are scaled",
            "the AWS Load Balancer Controller, unless `ingress.form` is none",
        };
        if (chart.Families.Contains(AcceleratorFamily.Neuron))
            lines.Add("the Neuron device plugin (`oci://public.ecr.aws/neuron/neuron-helm-chart`); with its scheduler extension for units that take a part of an instance");
        if (chart.Families.Contains(AcceleratorFamily.Cuda))
            lines.Add("the NVIDIA device plugin");
        return string.Concat(lines.Select((line, index) => $"- {line}{(index == lines.Count - 1 ? "." : ",")}\n"));
    }

    private static string Code(object text) => $"`{Cell(text.ToString()!)}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
