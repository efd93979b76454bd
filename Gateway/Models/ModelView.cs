using System.Text.Json.Serialization;
using Fleet;
using Gateway.Units;

namespace Gateway.Models;

/// <summary>A model in OpenAI's list, with what clients need to know to ask for it.</summary>
internal sealed record ModelView(
    string Id,
    string Object,
    long Created,
    [property: JsonPropertyName("owned_by")] string OwnedBy,
    IReadOnlyList<string> Sizes,
    string Dtype,
    string Weights,
    bool Ready,
    bool? Emulated,
    IReadOnlyList<ModelUnit> Units)
{
    // Models have no birthday here; clients only ask that the field is there.
    private const long NoDate = 0;

    public static ModelView Of(Model model, LiveFleet fleet)
    {
        LiveUnit[] units = [.. fleet.Units.Where(unit => unit.Unit.Model.Name == model.Name)];
        bool?[] emulated = [.. units.Select(unit => unit.Emulated)];
        return new ModelView(
            model.Name,
            "model",
            NoDate,
            "fleet",
            [.. model.Sizes.Select(size => size.ToString())],
            model.Dtype.ToString().ToLowerInvariant(),
            model.Weights,
            units.Any(unit => unit.CanServe),
            emulated.Contains(true) ? true : emulated.Contains(false) ? false : null,
            [.. units.Select(unit => new ModelUnit(unit.Name, unit.Unit.Accelerator.Name, unit.Emulated, unit.Devices?.Platform, unit.State.ToString().ToLowerInvariant()))]);
    }
}

/// <summary>A unit that serves a model.</summary>
/// <param name="Platform">What it runs on in truth, by the plugin's own name: cuda, neuron, cpu, emulated.</param>
internal sealed record ModelUnit(string Name, string Accelerator, bool? Emulated, string? Platform, string State);
