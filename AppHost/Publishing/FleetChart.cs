using Fleet;

namespace AppHost.Publishing;

/// <summary>What the chart is made from: the fleet, and the resources whose objects it holds.</summary>
/// <param name="Fleet">The fleet that is published.</param>
/// <param name="FleetFile">The file it was read from; pods get its text.</param>
/// <param name="Revision">The tag of the images that were built from this source.</param>
internal sealed record FleetChart(
    FleetDefinition Fleet,
    string FleetFile,
    string Revision,
    IResourceBuilder<ProjectResource> Compiler,
    IResourceBuilder<ProjectResource> Gateway,
    IResourceBuilder<ProjectResource> Frontend,
    IReadOnlyList<UnitWorker> Workers)
{
    /// <summary>Whether the Aspire dashboard runs in the cluster too.</summary>
    public bool Dashboard { get; init; }

    /// <summary>The families of accelerators in the fleet: each has images of its own.</summary>
    public IEnumerable<AcceleratorFamily> Families => Fleet.Units.Select(unit => unit.Accelerator.Family).Distinct().Order();

    /// <summary>The units whose models nothing computes yet, each with the reason.</summary>
    public IEnumerable<(Unit Unit, string Reason)> Unserved =>
        Fleet.Units.Select(unit => (unit, ModelSupport.WhyNever(unit.Model))).Where(item => item.Item2 is not null).Select(item => (item.unit, item.Item2!));
}

/// <summary>A unit and the resource that stands for its workers in a cluster.</summary>
internal sealed record UnitWorker(Unit Unit, IResourceBuilder<ProjectResource> Resource);
