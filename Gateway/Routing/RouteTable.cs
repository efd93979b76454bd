using Fleet;
using Gateway.Units;

namespace Gateway.Routing;

/// <summary>The routes of every model and size of the fleet, as it is defined now.</summary>
internal sealed class RouteTable
{
    private readonly LiveFleet _fleet;
    private readonly PowerOfTwoChoices _withinUnit;
    private readonly TimeProvider _time;
    private volatile RouteSet _now;

    public RouteTable(LiveFleet fleet, Random random, TimeProvider time)
    {
        _fleet = fleet;
        _withinUnit = new PowerOfTwoChoices(random);
        _time = time;
        fleet.Redefined += Rebuild;
        _now = new RouteSet(fleet, _withinUnit, time, before: null);
    }

    /// <summary>All of one definition: who needs several of its answers to agree asks for it once.</summary>
    public RouteSet Now => _now;

    public IEnumerable<ModelRoute> All => _now.All;

    /// <summary>The sizes of a model that a unit serves, in the model's order.</summary>
    public IReadOnlyList<ImageSize> SizesOf(Model model) => _now.SizesOf(model);

    /// <summary>The route of a model at one of its sizes, or of a text model.</summary>
    public ModelRoute Of(Model model, ImageSize? size) => _now.Of(model, size);

    private void Rebuild() => _now = new RouteSet(_fleet, _withinUnit, _time, _now);
}
