using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Decisions;
using Gateway.Errors;
using Gateway.Forwarding;
using Gateway.Units;
using ServiceDefaults.Errors;

namespace Gateway.Management;

/// <summary>
/// <c>PUT /fleet/units/{unit}/devices</c>: makes a device of an emulated unit misbehave, or all of them sound again, on
/// every worker of the unit. A device is what Kubernetes counts; a Neuron device takes both of its cores along.
/// </summary>
internal sealed class DeviceFaults(WorkerClient client, DecisionLog decisions, TimeProvider time)
{
    public const string None = "none";

    public static readonly string[] Kinds = ["fail", "slow", "corrupt", None];

    // Whoever is asked has only to note it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Null when every worker did it, else what went wrong; who could do it has done it.</summary>
    public async Task<ApiError?> SetAsync(LiveUnit live, DeviceChange change, CancellationToken cancellation)
    {
        var unit = live.Unit;
        if (change.Device is < 0 || change.Device >= unit.Devices) return GatewayErrors.InvalidValue("device", $"from 0 to {unit.Devices - 1}: {unit.Name} has {unit.Devices}");
        var cores = change.Device is { } device
            ? Enumerable.Range(device * unit.Accelerator.CoresPerDevice, unit.Accelerator.CoresPerDevice)
            : Enumerable.Range(0, unit.Cores);
        if (live.Workers is not [_, ..] workers) return GatewayErrors.DevicesNotSet($"{unit.Name} has no worker.");
        var problems = await Task.WhenAll(workers.Select(worker => SetAsync(worker, cores, change, cancellation))).ConfigureAwait(false);
        if (problems.Any(problem => problem is null))
        {
            var which = change.Device is { } one ? $"device {one}" : "all devices";
            decisions.Add(new Decision(DecisionKind.Unit, unit.Name, $"{which}: {change.Fault}", "it was set by hand", new { device = change.Device, fault = change.Fault }));
        }

        return problems.FirstOrDefault(problem => problem is not null);
    }

    private async Task<ApiError?> SetAsync(Worker worker, IEnumerable<int> cores, DeviceChange change, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            foreach (var core in cores)
            {
                using var request = new HttpRequestMessage(HttpMethod.Put, $"{worker.Address}/devices/{core}")
                {
                    Content = JsonContent.Create(change.Factor is { } factor ? (object)new { fault = change.Fault, factor } : new { fault = change.Fault }),
                };
                using var response = await client.Invoker.SendAsync(request, both.Token).ConfigureAwait(false);
                if (!response.IsSuccessStatusCode) return await ProblemAsync(worker, response, both.Token).ConfigureAwait(false);
            }

            return null;
        }
        catch (HttpRequestException)
        {
            return GatewayErrors.DevicesNotSet($"{worker.Name} cannot be reached.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return GatewayErrors.DevicesNotSet($"{worker.Name} did not answer within {Patience.TotalSeconds:0} s.");
        }
    }

    private static async Task<ApiError> ProblemAsync(Worker worker, HttpResponseMessage response, CancellationToken cancellation)
    {
        if ((int)response.StatusCode == StatusCodes.Status501NotImplemented) return GatewayErrors.NotEmulated(worker.Name);
        return GatewayErrors.DevicesNotSet($"{worker.Name} answered {(int)response.StatusCode}{await WhyAsync(response, cancellation).ConfigureAwait(false)}");
    }

    private static async Task<string> WhyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation).ConfigureAwait(false);
            return $": {answer.GetProperty("error").GetProperty("message").GetString()}";
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or NotSupportedException)
        {
            return ".";
        }
    }
}
