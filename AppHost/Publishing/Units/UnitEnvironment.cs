using System.Globalization;
using AppHost.Publishing.Store;

namespace AppHost.Publishing.Units;

/// <summary>What a published worker is told beyond what every worker is.</summary>
internal static class UnitEnvironment
{
    public static void Add(UnitWorker worker)
    {
        var unit = worker.Unit;
        worker.Resource
            .WithEnvironment("Device__Plugin", DevicePlugins.PathOf(unit.Accelerator.Family))
            .WithEnvironment("Fleet__Root", StoreMount.Path)
            .WithEnvironment("Worker__QueueCapacity", UnitTimes.QueueCapacity.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("Worker__MaxSteps", UnitTimes.MaxSteps.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("Worker__DrainTimeout", UnitTimes.Drain(unit).ToString("c"));
    }
}
