using AppHost.Publishing.Observability;

namespace AppHost.Publishing.Values;

/// <summary>What the chart's README says of identities, keys and measurements: things that no value explains by itself.</summary>
internal static class ClusterNotes
{
    public static string Text => $"""
        ## Identities and keys

        Service accounts have fixed names and carry no role: with EKS Pod Identity each role is associated with a name in AWS.

        | service account | needs |
        | --- | --- |
        | `collector` | `CloudWatchAgentServerPolicy` and `AWSXRayDaemonWriteAccess` |
        | `keda-operator` in KEDA's namespace | `cloudwatch:GetMetricData`, for the triggers `aws-cloudwatch` and `alb` |
        | `gateway`, `frontend`, the units, `compiler` | nothing, unless `store.authentication` is `pod` |

        The gateway answers nobody without a key. The management key, which opens everything, is in the Secret `gateway-key`. The frontend's,
        which opens inference and a look at the fleet (`GET /fleet`) and changes nothing, is in `frontend-key`, the scaler's, which opens the same,
        in `scaler-key`. They are made at the first installation and kept, unless `gateway.keySecret`, `frontend.keySecret` and
        `scaling.keySecret` name others. A tool that renders charts without asking the cluster would make new ones each time: name Secrets there.

        Keys of applications stand in a Secret of yours that `gateway.keysSecret` names, with one file `keys.json` of hashes by tenant, with
        limits, priorities and budgets. The gateways take it as it changes, within a minute or two; a file that cannot be used changes nothing
        (`GET /fleet/keys` says what is wrong with it). Limits are divided by `gateway.minReplicas`, for each pod counts for itself.

            dotnet run --project Gateway -- key web    # prints a key, for the application, and its hash, for the file
            kubectl create secret generic gateway-keys --namespace inference --from-file=keys.json

        Without such a file applications may use the frontend's: read it with `kubectl get secret frontend-key -o jsonpath='{"{"}.data.key{"}"}' | base64 -d`. Keys are sent as bearer tokens.

        ## Ways in

        `/serve/` is the frontend, `/serve/imagine`, `/v1` and the other inference routes are the gateway's; the management of the fleet
        has no way in from outside. With `ingress.form=weighted` a load balancer leads straight to the units: weights then are fixed at the
        fleet's cost formula and hold for clients, not for requests, no key is asked for, and `scaling.trigger=alb` may count its answers.

        ## What is measured

        The collector writes to the CloudWatch namespace `{MetricNames.Namespace}`: `UNIT-counter` (answered requests), `UNIT-latency` (seconds) and a counter
        by the name of each node pool, each once without dimensions, which is what `FROM SCHEMA("{MetricNames.Namespace}")` reads, and once by `Unit`, `NodePool`,
        `Model` and `Size`. The other metrics of ours are in `{MetricNames.Namespace}/telemetry`, logs in `/inference/RELEASE/logs`, traces in X-Ray.

        The add-on `amazon-cloudwatch-observability` adds what devices do, in `ContainerInsights` with enhanced observability:
        `pod_neuroncore_utilization`, `pod_neuroncore_memory_usage_total` and `node_neuron_execution_errors_total` on Neuron,
        `pod_gpu_utilization` and `pod_gpu_memory_used` on GPUs, by `ClusterName`, `Namespace` and `Service` (here the Deployment's pods of a unit).
        It brings neuron-monitor and the DCGM exporter; install neither beside it.

        """.ReplaceLineEndings("\n");
}
