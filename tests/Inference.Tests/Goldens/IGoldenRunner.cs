namespace Inference.Tests.Goldens;

/// <summary>
/// Runs the cases of one kind, or of several that differ in little. Every class of this assembly that implements it and has a constructor without
/// parameters is found and used; no registration.
/// </summary>
internal interface IGoldenRunner
{
    /// <summary>The kinds in case.json, for instance <c>flux_transformer</c>.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>
    /// Why this case cannot be run yet, or null. Decided from its configuration, never from its name. Cheap: it is asked while
    /// tests are discovered.
    /// </summary>
    /// <exception cref="NotSupportedException">The model refuses the configuration; the message is the reason.</exception>
    string? SkipReason(GoldenCase golden);

    /// <summary>The tensor-parallel degrees to run with, 1 included; a test for each.</summary>
    IReadOnlyList<int> Degrees(GoldenCase golden) => [1];

    /// <summary>Whether the plugin under test takes part. False: the case would only repeat itself on another plugin.</summary>
    bool UsesDevices => true;

    /// <summary>Whether plugins made by others run it too, beside the one under test.</summary>
    bool RunsOnOtherPlugins(int tensorParallel) => UsesDevices;

    /// <summary>
    /// Computes every run and compares every output that the case has with <paramref name="report"/>. A difference is
    /// reported, not thrown.
    /// </summary>
    Task RunAsync(GoldenCase golden, int tensorParallel, GoldenPlugin plugin, GoldenReport report, CancellationToken cancellation);
}
