using Fleet;

namespace AppHost.Commands;

/// <summary>Makes an emulated device of a worker fail, and work again.</summary>
internal sealed class WorkerDevices(Unit unit, EndpointReference worker)
{
    /// <summary>The cores of one device: a Neuron device takes both of its cores along. The middle one has a part in every picture.</summary>
    internal IEnumerable<int> CoresThatFail => Enumerable.Range(unit.Devices / 2 * unit.Accelerator.CoresPerDevice, unit.Accelerator.CoresPerDevice);

    public Task<ExecuteCommandResult> FailOneAsync(CancellationToken cancellation) =>
        SetAsync(CoresThatFail, "fail", $"Device {unit.Devices / 2} fails.", cancellation);

    public Task<ExecuteCommandResult> RestoreAsync(CancellationToken cancellation) =>
        SetAsync(Enumerable.Range(0, unit.Cores), "none", "All devices work.", cancellation);

    private async Task<ExecuteCommandResult> SetAsync(IEnumerable<int> cores, string fault, string done, CancellationToken cancellation)
    {
        foreach (var core in cores)
        {
            if (await Management.PutAsync(worker, $"/devices/{core}", new { fault }, cancellation) is { } failure)
                return CommandResults.Failure(failure);
        }

        return CommandResults.Success(done);
    }
}
