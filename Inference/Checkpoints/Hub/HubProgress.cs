using System.Globalization;

namespace Inference.Checkpoints.Hub;

/// <summary>How far a fetch has come.</summary>
/// <param name="Address">What is fetched.</param>
/// <param name="Done">Bytes that are here, those of earlier attempts included.</param>
/// <param name="Total">Bytes of all files that are known to be needed.</param>
public readonly record struct HubProgress(HubAddress Address, long Done, long Total)
{
    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Address}: {Megabytes(Done)} of {Megabytes(Total)} MB fetched ({(Total == 0 ? 100 : 100.0 * Done / Total):0} %).");

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString(bytes < 10_000_000 ? "0.0" : "N0", CultureInfo.InvariantCulture);
}
