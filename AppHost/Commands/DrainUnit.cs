using Fleet;

namespace AppHost.Commands;

/// <summary>Takes a unit out of the gateway's routing, or back in.</summary>
internal sealed class DrainUnit(Unit unit, EndpointReference gateway)
{
    public async Task<ExecuteCommandResult> SetAsync(bool drained, CancellationToken cancellation)
    {
        var failure = await Management.PutAsync(gateway, $"/fleet/units/{unit.Name}", new { state = drained ? "drained" : "active" }, cancellation);
        return failure is null
            ? CommandResults.Success(drained ? $"{unit.Name} gets no new requests." : $"{unit.Name} gets requests.")
            : CommandResults.Failure(failure);
    }
}
