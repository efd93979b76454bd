using Fleet;
using Gateway.Units;

namespace Gateway.Routing;

/// <summary>The routes of every model and size of the fleet.</summary>
internal sealed class RouteTable
{
    private readonly Dictionary<(string Model, ImageSize Size), ModelRoute> _images = [];
    private readonly Dictionary<string, ModelRoute> _texts = [];
    private readonly Dictionary<string, IReadOnlyList<ImageSize>> _sizes = [];

    public RouteTable(LiveFleet fleet, Random random, TimeProvider time)
    {
        var withinUnit = new PowerOfTwoChoices(random);
        foreach (var model in fleet.Definition.Models)
        {
            if (model.IsText) _texts.Add(model.Name, new ModelRoute(fleet, model, null, withinUnit, time));
            foreach (var size in model.Sizes)
            {
                _images.Add((model.Name, size), new ModelRoute(fleet, model, size, withinUnit, time));
            }

            _sizes[model.Name] = [.. model.Sizes.Where(size => Of(model, size).Units.Length > 0)];
        }
    }

    public IEnumerable<ModelRoute> All => _images.Values.Concat(_texts.Values);

    /// <summary>The sizes of a model that a unit serves, in the model's order.</summary>
    public IReadOnlyList<ImageSize> SizesOf(Model model) => _sizes[model.Name];

    /// <summary>The route of a model at one of its sizes, or of a text model.</summary>
    public ModelRoute Of(Model model, ImageSize? size) => size is { } image ? _images[(model.Name, image)] : _texts[model.Name];
}
