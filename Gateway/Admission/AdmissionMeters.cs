using System.Diagnostics.Metrics;
using Gateway.Telemetry;
using ServiceDefaults.Telemetry;

namespace Gateway.Admission;

/// <summary>Who was kept out and why, how long requests wait, and what keys spend, on the gateway's meter.</summary>
internal sealed class AdmissionMeters
{
    private readonly Counter<long> _limited;
    private readonly Histogram<double> _wait;

    public AdmissionMeters(IMeterFactory meters, Accounts accounts, AdmissionQueue queue)
    {
        var meter = meters.Create(GatewayTelemetry.Name);
        _limited = meter.CreateCounter<long>("inference.gateway.limited", "{request}", "Requests that a key's limit, its budget or the queue kept out, and those that took too long.");
        _wait = meter.CreateHistogram<double>("inference.gateway.queue.duration", "s", "How long requests waited for a worker to have time.");
        meter.CreateObservableUpDownCounter("inference.gateway.queue.waiting", () => queue.Waiting, "{request}", "Requests that wait for a worker to have time.");
        meter.CreateObservableCounter("inference.gateway.spend", () => accounts.All.Select(Spend), "{USD}", "Dollars that a key spent, by the fleet's prices.");
    }

    public void Limited(Account account, string limit) => _limited.Add(1, Tenant(account), Key(account), new("inference.limit", limit));

    public void Waited(Priority priority, TimeSpan time)
    {
        if (_wait.Enabled) _wait.Record(time.TotalSeconds, new KeyValuePair<string, object?>("inference.priority", priority.ToString().ToLowerInvariant()));
    }

    private static Measurement<double> Spend(Account account) => new(account.Look().Dollars, Tenant(account), Key(account));

    private static KeyValuePair<string, object?> Tenant(Account account) => new(PrivateTags.Tenant, account.Tenant);

    private static KeyValuePair<string, object?> Key(Account account) => new(PrivateTags.Key, account.Key);
}
