using Fleet;
using Gateway.Units;

namespace Gateway.Routing;

/// <summary>The routes of one definition of the fleet. Requests that hold one of an earlier definition end by it.</summary>
internal sealed class RouteSet
{
    private readonly Dictionary<(string Model, ImageSize? Size), ModelRoute> _routes = [];
    private readonly Dictionary<string, IReadOnlyList<ImageSize>> _sizes = [];

    public RouteSet(LiveFleet fleet, PowerOfTwoChoices withinUnit, TimeProvider time, RouteSet? before)
    {
        var (definition, units) = fleet.Defined;
        Definition = definition;
        foreach (var model in definition.Models)
        {
            foreach (var size in model.IsText ? [null] : model.Sizes.Select(size => (ImageSize?)size))
            {
                _routes.Add((model.Name, size), new ModelRoute(fleet, units, model, size, withinUnit, time, before?._routes.GetValueOrDefault((model.Name, size))));
            }

            _sizes[model.Name] = [.. model.Sizes.Where(size => Of(model, size).Units.Length > 0)];
        }

        // Images first, as they always came.
        All = [.. _routes.Values.OrderBy(route => route.Model.IsText)];
    }

    public FleetDefinition Definition { get; }

    public IReadOnlyList<ModelRoute> All { get; }

    /// <summary>The sizes of a model that a unit serves, in the model's order.</summary>
    public IReadOnlyList<ImageSize> SizesOf(Model model) => _sizes[model.Name];

    /// <summary>The route of a model at one of its sizes, or of a text model (null).</summary>
    public ModelRoute Of(Model model, ImageSize? size) => _routes[(model.Name, size)];
}
