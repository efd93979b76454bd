namespace AppHost.Publishing.Values;

/// <summary>Section <c>images</c>: those that the publisher has no parameter for; the others stand under <c>parameters</c>.</summary>
internal static class ImageValues
{
    /// <summary>A repository and a tag other than latest, or a digest.</summary>
    private const string Explicit = @"^[^\s:@]+(:[0-9]+/[^\s:@]+)?(:[A-Za-z0-9_][A-Za-z0-9_.-]*|@sha256:[0-9a-f]{64})$";

    /// <summary>The path of a family's compiler image.</summary>
    public static string Compiler(Fleet.AcceleratorFamily family) => $"images.compiler.{family.ToString().ToLowerInvariant()}";

    public static IEnumerable<ChartValue> For(FleetChart chart) => chart.Families.Select(family =>
        new ChartValue(Compiler(family), ImageTags.Compiler(family, chart.Revision), $"The image of compile Jobs for {family} devices, with a tag or a digest.")
        {
            Pattern = Explicit,
        });
}
