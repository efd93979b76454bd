using System.Globalization;
using AppHost.Publishing.Store;

namespace AppHost.Publishing.Units;

/// <summary>
/// What a published worker is told beyond what every worker is, in its ConfigMap, which changes under pods that serve while
/// the next are held: nothing in it may decide which programs a worker looks for. The fleet and the plugin are in the pods themselves.
/// </summary>
internal static class UnitEnvironment
{
    public static void Add(UnitWorker worker)
    {
        var unit = worker.Unit;
        worker.Resource
            .WithEnvironment("Fleet__Root", StoreMount.Path)
            .WithEnvironment("Worker__QueueCapacity", UnitTimes.QueueCapacity.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("Worker__MaxSteps", UnitTimes.MaxSteps.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("Worker__DrainTimeout", UnitTimes.Drain(unit).ToString("c"));
    }
}
