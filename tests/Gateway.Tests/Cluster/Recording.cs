namespace Gateway.Tests.Cluster;

/// <summary>
/// An evening of a cluster as its API tells it: the third replica of flux-inf2 waits for a machine that the cloud does not
/// have, and gets one half an hour later. Only fields that nobody looks at are left out.
/// </summary>
internal static class Recording
{
    public const string NodeClaims = "/apis/karpenter.sh/v1/nodeclaims";
    public const string Pods = "/api/v1/namespaces/serving/pods";
    public const string ClusterEvents = "/api/v1/namespaces/default/events";
    public const string Events = "/api/v1/namespaces/serving/events";

    public static readonly DateTimeOffset Shortage = DateTimeOffset.Parse("2026-11-14T21:20:07Z", System.Globalization.CultureInfo.InvariantCulture);

    public const string NodeClaimList = """
        {"apiVersion":"karpenter.sh/v1","kind":"NodeClaimList","metadata":{"continue":"","resourceVersion":"88101"},"items":[
        {"apiVersion":"karpenter.sh/v1","kind":"NodeClaim","metadata":{"name":"amd-neuron-inf2-8t4qk","labels":{"karpenter.sh/nodepool":"amd-neuron-inf2","node.kubernetes.io/instance-type":"inf2.24xlarge","topology.kubernetes.io/zone":"us-west-2b"},"resourceVersion":"70012"},
        "status":{"nodeName":"ip-10-0-3-4.us-west-2.compute.internal","conditions":[{"type":"Launched","status":"True","reason":"Launched","message":"","lastTransitionTime":"2026-11-14T12:02:11Z"},{"type":"Registered","status":"True","reason":"Registered","message":"","lastTransitionTime":"2026-11-14T12:02:50Z"}]}}]}
        """;

    /// <summary>The claim that got no machine, and is deleted.</summary>
    public const string RefusedClaim = """
        {"type":"ADDED","object":{"apiVersion":"karpenter.sh/v1","kind":"NodeClaim","metadata":{"name":"amd-neuron-inf2-zz9pl","labels":{"karpenter.sh/nodepool":"amd-neuron-inf2"},"resourceVersion":"88120"},"status":{"conditions":[{"type":"Launched","status":"Unknown","reason":"AwaitingReconciliation","message":"object is awaiting reconciliation","lastTransitionTime":"2026-11-14T21:20:05Z"}]}}}
        {"type":"DELETED","object":{"apiVersion":"karpenter.sh/v1","kind":"NodeClaim","metadata":{"name":"amd-neuron-inf2-zz9pl","labels":{"karpenter.sh/nodepool":"amd-neuron-inf2"},"deletionTimestamp":"2026-11-14T21:20:07Z","resourceVersion":"88133"},"status":{"conditions":[{"type":"Launched","status":"Unknown","reason":"AwaitingReconciliation","message":"object is awaiting reconciliation","lastTransitionTime":"2026-11-14T21:20:05Z"}]}}}
        {"type":"BOOKMARK","object":{"apiVersion":"karpenter.sh/v1","kind":"NodeClaim","metadata":{"resourceVersion":"88190","creationTimestamp":null},"spec":{"nodeClassRef":null,"requirements":null,"resources":{}},"status":{}}}
        """;

    /// <summary>The next one gets its machine.</summary>
    public const string LaunchedClaim = """
        {"type":"MODIFIED","object":{"apiVersion":"karpenter.sh/v1","kind":"NodeClaim","metadata":{"name":"amd-neuron-inf2-q7c2m","labels":{"karpenter.sh/nodepool":"amd-neuron-inf2","topology.kubernetes.io/zone":"us-west-2c"},"resourceVersion":"91240"},"status":{"providerID":"aws:///us-west-2c/i-0f3","conditions":[{"type":"Launched","status":"True","reason":"Launched","message":"","lastTransitionTime":"2026-11-14T21:51:30Z"}]}}}
        """;

    public const string EventList = """
        {"kind":"EventList","apiVersion":"v1","metadata":{"resourceVersion":"88102"},"items":[
        {"metadata":{"name":"amd-neuron-inf2-old01.17f","namespace":"default","resourceVersion":"60001","creationTimestamp":"2026-11-14T20:31:00Z"},"involvedObject":{"kind":"NodeClaim","name":"amd-neuron-inf2-old01","apiVersion":"karpenter.sh/v1"},"reason":"InsufficientCapacityError","message":"NodeClaim amd-neuron-inf2-old01 event: creating instance, insufficient capacity","source":{"component":"karpenter"},"firstTimestamp":"2026-11-14T20:31:00Z","lastTimestamp":"2026-11-14T20:31:00Z","count":1,"type":"Warning"}]}
        """;

    public const string ShortageEvent = """
        {"type":"ADDED","object":{"kind":"Event","apiVersion":"v1","metadata":{"name":"flux-inf2-deployment-6c9-x2x2x.17e","namespace":"serving","resourceVersion":"88119","creationTimestamp":"2026-11-14T21:20:05Z"},"involvedObject":{"kind":"Pod","namespace":"serving","name":"flux-inf2-deployment-6c9-third","apiVersion":"v1"},"reason":"Nominated","message":"Pod should schedule on: nodeclaim/amd-neuron-inf2-zz9pl","source":{"component":"karpenter"},"firstTimestamp":"2026-11-14T21:20:05Z","lastTimestamp":"2026-11-14T21:20:05Z","count":1,"type":"Normal"}}
        {"type":"ADDED","object":{"kind":"Event","apiVersion":"v1","metadata":{"name":"amd-neuron-inf2-zz9pl.18a","namespace":"default","resourceVersion":"88131","creationTimestamp":"2026-11-14T21:20:07Z"},"involvedObject":{"kind":"NodeClaim","name":"amd-neuron-inf2-zz9pl","apiVersion":"karpenter.sh/v1"},"reason":"InsufficientCapacityError","message":"NodeClaim amd-neuron-inf2-zz9pl event: creating instance, insufficient capacity, with fleet error(s), InsufficientInstanceCapacity: We currently do not have sufficient inf2.24xlarge capacity in the Availability Zone you requested (us-west-2b).","source":{"component":"karpenter"},"firstTimestamp":"2026-11-14T21:20:07Z","lastTimestamp":"2026-11-14T21:20:07Z","count":1,"type":"Warning"}}
        """;

    public const string NoEvents = """{"kind":"EventList","apiVersion":"v1","metadata":{"resourceVersion":"88103"},"items":[]}""";

    public static readonly string PodList = $$"""
        {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"88104"},"items":[
        {{Pod("flux-inf2-deployment-6c9-first", "flux-inf2", "10.0.3.17", 71001)}},
        {{Pod("flux-trn1-deployment-77d-only", "flux-trn1", "10.0.4.9", 71002)}}]}
        """;

    public static readonly string WaitingPod = $$"""
        {"type":"ADDED","object":{{Pod("flux-inf2-deployment-6c9-third", "flux-inf2", ip: null, 88118, phase: "Pending", scheduled: "False")}}}
        """;

    public static readonly string RunningPod = $$"""
        {"type":"MODIFIED","object":{{Pod("flux-inf2-deployment-6c9-third", "flux-inf2", "10.0.5.21", 91300)}}}
        """;

    public static readonly string LeavingPod = $$"""
        {"type":"MODIFIED","object":{{Pod("flux-inf2-deployment-6c9-first", "flux-inf2", "10.0.3.17", 91400, leaving: true)}}}
        """;

    private static string Pod(string name, string unit, string? ip, int version, string phase = "Running", string scheduled = "True", bool leaving = false) =>
        "{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"serving\",\"labels\":{\"app.kubernetes.io/component\":\"" + unit + "\",\"app.kubernetes.io/instance\":\"inference\"},"
        + (leaving ? "\"deletionTimestamp\":\"2026-11-14T22:10:00Z\"," : "") + "\"resourceVersion\":\"" + version + "\"},"
        + "\"spec\":{\"containers\":[{\"name\":\"" + unit + "\",\"ports\":[{\"name\":\"health\",\"containerPort\":8001},{\"name\":\"http\",\"containerPort\":8000,\"protocol\":\"TCP\"}]}]},"
        + "\"status\":{\"phase\":\"" + phase + "\"," + (ip is null ? "" : "\"podIP\":\"" + ip + "\",")
        + "\"conditions\":[{\"type\":\"PodScheduled\",\"status\":\"" + scheduled + "\",\"reason\":\"" + (scheduled == "True" ? "" : "Unschedulable") + "\"}]}}";
}
