using Gateway.Access;
using Gateway.Admission;
using Gateway.Affinity;
using Gateway.Capacity;
using Gateway.Costs;
using Gateway.Draining;
using Gateway.Hedging;
using Gateway.Peers;
using Gateway.Planning;
using Gateway.Routing;
using Gateway.Waking;
using ServiceDefaults.Errors;

namespace Gateway;

/// <summary>When <c>/readiness</c> says yes.</summary>
internal enum ReadyWhen
{
    /// <summary>Every unit has become ready or has failed, and one is ready.</summary>
    Settled,

    /// <summary>One unit is ready: a shortage of the others must not become an outage.</summary>
    Any,
}

/// <summary>The section <c>Gateway</c> of the configuration.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    public ReadyWhen ReadyWhen { get; set; }

    /// <summary>How weights are computed at the start.</summary>
    public string Mode { get; set; } = "cost";

    public WeightOptions Weights { get; set; } = new();

    public BudgetOptions Budget { get; set; } = new();

    public PlanningOptions Planning { get; set; } = new();

    /// <summary>Opens the inference routes, and nothing else, to anyone; otherwise anonymous means loopback.</summary>
    public bool AnonymousInference { get; set; }

    /// <summary>A path before which all routes are answered too, such as <c>/serve</c>: what shares an address with the frontend.</summary>
    public string? PathBase { get; set; }

    /// <summary>Opens everything to who sends it as a bearer token; the key, or <c>sha256:</c> and its hash. Without one only loopback manages.</summary>
    public string? ManagementKey { get; set; }

    /// <summary>The operator's own: each opens inference, the models and a look at the fleet, and changes nothing. The frontend's, the scaler's.</summary>
    public IList<string> InferenceKeys { get; } = [];

    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A worker whose cores all compute may answer late; three late answers in a row count as none.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A worker that has not become ready in this time has failed; should it become ready later, it serves.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A worker that was away gets its usual part of the requests only after this time, and a tenth of it at first; 0: at once.</summary>
    public TimeSpan ReturnTime { get; set; } = TimeSpan.FromSeconds(10);

    public WorkerProtocol WorkerProtocol { get; set; }

    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest silence of a worker at work: a queue and a big picture lie within it.</summary>
    public TimeSpan ActivityTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The same where a worker first runs its model as often as it was asked to: /load and /benchmark.</summary>
    public TimeSpan MeasuringTimeout { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Bytes of the largest body; it is held until the first byte of the answer, to be sent again.</summary>
    public int BodyLimit { get; set; } = RequestBody.DefaultLimit;

    /// <summary>Bytes of all bodies held at a time; a request that would need more is told to come again.</summary>
    public long BodiesLimit { get; set; } = 2L << 30;

    public CapacityOptions Capacity { get; set; } = new();

    public AffinityOptions Affinity { get; set; } = new();

    public PeersOptions Peers { get; set; } = new();

    public KeysOptions Keys { get; set; } = new();

    public AdmissionOptions Admission { get; set; } = new();

    /// <summary>
    /// How many gateways there are. None knows what the others let in, so limits and budgets of keys are divided by it.
    /// </summary>
    public int Replicas { get; set; } = 1;

    public WakingOptions Waking { get; set; } = new();

    public DrainOptions Drain { get; set; } = new();

    public HedgingOptions Hedging { get; set; } = new();

    /// <summary>What clients are told to wait when nothing can serve.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(2);
}
