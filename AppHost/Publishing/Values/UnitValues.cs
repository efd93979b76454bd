using Fleet;

namespace AppHost.Publishing.Values;

/// <summary>Section <c>units</c>: processors and memory of each unit's pods.</summary>
internal static class UnitValues
{
    private const string MemoryPattern = "^[0-9]+(Mi|Gi|M|G)$";

    // Smaller than the smallest instance with one device (4 processors, 16 GiB), the node's own needs taken off.
    private const int CpuPerDevice = 3, GiBPerDevice = 10;

    public static string Cpu(Unit unit) => $"units.{unit.Name}.cpu";

    public static string Memory(Unit unit) => $"units.{unit.Name}.memory";

    public static IEnumerable<ChartValue> For(FleetChart chart) => chart.Fleet.Units.SelectMany<Unit, ChartValue>(unit =>
    [
        new(Cpu(unit), (double)CpuPerDevice * unit.Devices, $"Processors of a worker and of a compile Job of {unit.Name}.") { Minimum = 0.1 },
        new(Memory(unit), $"{GiBPerDevice * unit.Devices}Gi", $"Memory of a worker and of a compile Job of {unit.Name}, shared memory included.") { Pattern = MemoryPattern },
    ]);
}
