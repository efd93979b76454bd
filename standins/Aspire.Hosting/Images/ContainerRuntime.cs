using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Images;

/// <summary>The program that keeps images on this machine: Docker or Podman, or the one that a variable names.</summary>
internal static class ContainerRuntime
{
    private const string Choice = "ASPIRE_CONTAINER_RUNTIME";

    public static Task CheckAsync(PipelineStepContext context) => FindAsync(context.CancellationToken);

    /// <exception cref="InvalidOperationException">None is there and runs.</exception>
    public static async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        string[] candidates = Environment.GetEnvironmentVariable(Choice) is { Length: > 0 } chosen ? [chosen] : ["docker", "podman"];
        foreach (var candidate in candidates)
        {
            if (await RunsAsync(candidate, cancellationToken).ConfigureAwait(false))
                return candidate;
        }

        throw new InvalidOperationException(
            $"Images cannot be built: {string.Join(" and ", candidates.Select(candidate => $"'{candidate}'"))} "
            + $"{(candidates.Length == 1 ? "is" : "are")} not there or not running. {Choice} can name another. Publishing does without.");
    }

    private static async Task<bool> RunsAsync(string program, CancellationToken cancellationToken)
    {
        try
        {
            return (await Tool.RunAsync(program, ["info"], cancellationToken).ConfigureAwait(false)).Succeeded;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
