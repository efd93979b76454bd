using Fleet;
using Microsoft.Extensions.Options;

namespace Gateway.Units;

/// <summary>Makes units of the fleet live, with the workers that configuration names.</summary>
internal sealed class UnitFactory(IConfiguration configuration, IOptions<GatewayOptions> options, TimeProvider time)
{
    public LiveUnit Create(Unit unit) =>
        new(unit, [.. WorkerDiscovery.Find(unit, configuration).Select(worker => new Worker(worker.Name, worker.Address, time, options.Value.StartTimeout, options.Value.ReturnTime))], time);
}
