using System.Text.Json;
using AppHost.Devices;
using AppHost.Publishing.Chart;
using AppHost.Publishing.Pods;
using AppHost.Publishing.Values;
using Fleet;

namespace AppHost.Publishing.Ingress;

/// <summary>
/// A load balancer's forwarding to the units themselves, by weight: the fleet's cost formula at the model's first size.
/// Weights are the load balancer's then; nobody reckons with shortage, size or key.
/// </summary>
internal sealed class WeightedUnits(FleetDefinition fleet)
{
    /// <summary>The action's name, which a rule's backend has.</summary>
    public const string Action = "weighted-routing";

    // What a rule of an Application Load Balancer takes.
    private const int MostGroups = 5;
    private const int GreatestWeight = 999;

    /// <summary>Why this fleet cannot be routed to so; null when it can.</summary>
    public string? Problem =>
        fleet.Units.Count > MostGroups ? $"{IngressValues.Form} {IngressValues.Weighted}: the fleet has {fleet.Units.Count} units, and a rule of a load balancer takes {MostGroups} target groups; use {IngressValues.Gateway}"
        : fleet.Models.Count > 1 ? $"{IngressValues.Form} {IngressValues.Weighted}: the fleet has {fleet.Models.Count} models, and a load balancer cannot tell which one a request is for; use {IngressValues.Gateway}"
        : fleet.Units.Select(Sizes).Distinct().Count() > 1 ? $"{IngressValues.Form} {IngressValues.Weighted}: the units serve different sizes ({string.Join("; ", fleet.Units.Select(unit => $"{unit.Name}: {Sizes(unit)}"))}), and a load balancer cannot tell which one a request is for; use {IngressValues.Gateway}"
        : Weights().Where(weighted => weighted.Weight == 0).Select(weighted => weighted.Unit.Name).ToArray() is { Length: > 0 } idle ? $"{IngressValues.Form} {IngressValues.Weighted}: {string.Join(" and ", idle)} would get less than one request in a thousand, which a load balancer takes for none; use {IngressValues.Gateway}"
        : null;

    /// <summary>A weight for each unit, in parts of a thousand, of whole numbers.</summary>
    public IEnumerable<(Unit Unit, int Weight)> Weights()
    {
        var model = fleet.Models[0];
        ImageSize? size = model.IsText ? null : model.Sizes[0];
        return fleet.Units.Zip(
            RoutingWeights.Cost(fleet.Units, size, static _ => 1),
            static (unit, weight) => (unit, Math.Min((int)Math.Round(weight.Fraction * 1000), GreatestWeight)));
    }

    private static string Sizes(Unit unit) => string.Join(", ", unit.Sizes.Select(size => size.ToString()).Order(StringComparer.Ordinal));

    public (string Name, string Value)[] Annotations()
    {
        var groups = JsonSerializer.Serialize(Weights().Select(weighted => new
        {
            serviceName = ServiceNames.Of(weighted.Unit.Name),
            servicePort = WorkerResource.PortInPod,
            weight = weighted.Weight,
        }));
        var action = "{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":" + groups
            + ",\"targetGroupStickinessConfig\":{\"enabled\":true,\"durationSeconds\":%s}}}";
        return
        [
            ($"actions.{Action}", $"(printf `{action}` ({Helm.Path(IngressValues.Stickiness)} | toJson))"),
            // A client stays with its unit for the longer time, with its pod for the shorter one.
            ("target-group-attributes", "`stickiness.enabled=true,stickiness.type=lb_cookie,stickiness.lb_cookie.duration_seconds=10`"),
            ("healthcheck-path", "`/readiness`"),
            ("healthcheck-interval-seconds", "`10`"),
            ("healthcheck-timeout-seconds", "`5`"),
            ("healthy-threshold-count", "`2`"),
            ("unhealthy-threshold-count", "`2`"),
        ];
    }
}
