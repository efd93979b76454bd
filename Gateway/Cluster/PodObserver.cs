using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Gateway.Units;
using Microsoft.Extensions.Options;

namespace Gateway.Cluster;

/// <summary>
/// The units' pods: each is a worker of its own, so that the gateway chooses between them, which a Service's address
/// would hide; one that is being deleted gets nothing more; one that no node takes waits for a machine.
/// </summary>
internal sealed class PodObserver(LiveFleet fleet, PoolShortage shortage, IOptions<GatewayOptions> options, TimeProvider time) : IResourceObserver
{
    public const string UnitLabel = "app.kubernetes.io/component";

    private const string PortName = "http";
    private const int DefaultPort = 8000;

    private readonly ConcurrentDictionary<string, string> _unitOf = [];

    // Pods without an address, of all units.
    private readonly HashSet<string> _awaited = [];

    public LiveUnit? UnitOf(string pod) => _unitOf.TryGetValue(pod, out var unit) ? fleet.Unit(unit) : null;

    public void Replace(IReadOnlyList<JsonElement> objects)
    {
        var names = objects.Select(pod => pod.Name()).ToHashSet();
        foreach (var (name, unit) in _unitOf.Where(known => !names.Contains(known.Key)).ToArray()) Forget(name, unit);
        foreach (var pod in objects) Put(pod);
        // From now on pods are the workers, and not the Service in front of them.
        foreach (var unit in fleet.Units)
        {
            foreach (var worker in unit.Workers.Where(worker => !_unitOf.ContainsKey(worker.Name)))
                unit.Remove(worker, "was replaced by the unit's pods");
        }
    }

    public void Put(JsonElement item)
    {
        if (item.Label(UnitLabel) is not { } name || fleet.Unit(name) is not { } unit) return;
        var pod = item.Name();
        var phase = item.At("status").At("phase").Text();
        if (phase is "Succeeded" or "Failed")
        {
            Forget(pod, name);
            return;
        }

        _unitOf[pod] = name;
        var leaving = item.At("metadata").At("deletionTimestamp") is not null;
        var scheduled = item.Condition("PodScheduled").At("status").Text();
        shortage.Waits(unit, pod, !leaving && phase == "Pending" && scheduled == "False");
        var worker = Array.Find(unit.Workers, worker => worker.Name == pod);
        var address = AddressOf(item);
        Await(unit, pod, !leaving && address is null);
        if (worker is not null && (leaving || worker.Address != address))
            unit.Remove(worker, leaving ? "is being deleted" : "has another address");
        else if (worker is not null)
            return;
        if (!leaving && address is not null)
            unit.Add(new Worker(pod, address, time, options.Value.StartTimeout, options.Value.ReturnTime) { IsPod = true });
    }

    public void Remove(JsonElement item)
    {
        if (_unitOf.TryGetValue(item.Name(), out var unit)) Forget(item.Name(), unit);
    }

    private void Forget(string pod, string name)
    {
        _unitOf.TryRemove(pod, out _);
        if (fleet.Unit(name) is not { } unit) return;
        shortage.Waits(unit, pod, false);
        Await(unit, pod, false);
        if (Array.Find(unit.Workers, worker => worker.Name == pod) is { } worker) unit.Remove(worker, "was deleted");
    }

    private void Await(LiveUnit unit, string pod, bool awaited)
    {
        if (awaited ? !_awaited.Add(pod) : !_awaited.Remove(pod)) return;
        unit.Awaited = _awaited.Any(name => _unitOf.TryGetValue(name, out var of) && of == unit.Name);
    }

    private static string? AddressOf(JsonElement pod)
    {
        if (pod.At("status").At("podIP").Text() is not { Length: > 0 } ip) return null;
        var port = pod.At("spec").At("containers").Items().SelectMany(container => container.At("ports").Items())
            .FirstOrDefault(port => port.At("name").Text() == PortName);
        var number = port.At("containerPort") is { ValueKind: JsonValueKind.Number } given ? given.GetInt32() : DefaultPort;
        return string.Create(CultureInfo.InvariantCulture, $"http://{(ip.Contains(':', StringComparison.Ordinal) ? $"[{ip}]" : ip)}:{number}");
    }
}
