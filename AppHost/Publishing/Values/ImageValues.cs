namespace AppHost.Publishing.Values;

/// <summary>Section <c>images</c>: those that the publisher has no parameter for; the others stand under <c>parameters</c>.</summary>
internal static class ImageValues
{
    /// <summary>The path of a family's compiler image.</summary>
    public static string Compiler(Fleet.AcceleratorFamily family) => $"images.compiler.{family.ToString().ToLowerInvariant()}";

    public static IEnumerable<ChartValue> For(FleetChart chart) => chart.Families.Select(family =>
        new ChartValue(Compiler(family), ImageTags.Compiler(family, chart.Revision), $"The image of compile Jobs for {family} devices, with a tag or a digest.")
        {
            Pattern = ImageTags.Explicit,
            Forbidden = ImageTags.Moving,
        });
}
