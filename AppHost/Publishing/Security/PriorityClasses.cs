using AppHost.Publishing.Kinds;

namespace AppHost.Publishing.Security;

/// <summary>Pods that serve come before pods that compile; neither displaces what the cluster itself needs.</summary>
internal static class PriorityClasses
{
    public const string Serving = "inference-serving";
    public const string Compile = "inference-compile";

    public static IEnumerable<PriorityClass> Objects() =>
    [
        new() { Metadata = { Name = Serving }, Value = 100_000, Description = "Answers requests." },
        // It waits for a place; hours of another compilation are not thrown away for it.
        new() { Metadata = { Name = Compile }, Value = 1_000, PreemptionPolicy = "Never", Description = "Compiles programs before anything serves." },
    ];
}
