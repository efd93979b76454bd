using Fleet;

namespace Gateway.Units;

/// <summary>
/// Finds workers by the configuration of service discovery, <c>services:NAME:http:0</c>, as Aspire gives it: each
/// replica is a resource of its own. Where a unit is not named there, its own name is its host, as in a cluster.
/// </summary>
internal static class WorkerDiscovery
{
    private static readonly string[] Schemes = ["https", "http"];

    /// <summary>Names and addresses of a unit's workers.</summary>
    public static IReadOnlyList<(string Name, string Address)> Find(Unit unit, IConfiguration configuration)
    {
        var services = configuration.GetSection("services");
        var most = Math.Max(unit.Replicas.Local, unit.Replicas.Max);
        (string, string)[] found = [.. WorkerNames.For(unit, most).SelectMany(name => Addresses(services.GetSection(name), name))];
        if (found.Length > 0) return found;

        // Others are named and this one is not: it was left out here (no local replicas).
        return unit.Replicas.Local == 0 && services.GetChildren().Any() ? [] : [(unit.Name, $"http://{unit.Name}")];
    }

    private static IEnumerable<(string, string)> Addresses(IConfigurationSection service, string name) =>
        Schemes.Select(scheme => service.GetSection(scheme).GetChildren().Select(address => address.Value).OfType<string>().ToArray())
            .FirstOrDefault(addresses => addresses.Length > 0, [])
            .Select((address, index) => (index == 0 ? name : $"{name}.{index}", address.TrimEnd('/')));
}
