using Microsoft.AspNetCore.Builder;

namespace ServiceDefaults.Telemetry;

/// <summary>Marks endpoints that are asked all the time by programs, and whose requests would bury the others among the traces.</summary>
public sealed class Untraced
{
    internal static Untraced Mark { get; } = new();

    private Untraced()
    {
    }
}

/// <summary>Marks endpoints as <see cref="Untraced"/>.</summary>
public static class UntracedEndpoints
{
    /// <summary>Keeps requests to these endpoints out of the traces.</summary>
    public static TBuilder WithoutTraces<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(Untraced.Mark);
}
