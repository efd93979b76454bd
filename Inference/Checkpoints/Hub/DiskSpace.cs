using System.Globalization;

namespace Inference.Checkpoints.Hub;

/// <summary>Says at once that a disk is too small, rather than after hours.</summary>
internal static class DiskSpace
{
    /// <exception cref="HubException">The disk of a folder has fewer free bytes than are wanted.</exception>
    public static void Require(HubAddress address, string folder, long bytes)
    {
        Directory.CreateDirectory(folder);
        if (new DriveInfo(folder).AvailableFreeSpace is var free && free < bytes)
            throw new HubException(string.Create(CultureInfo.InvariantCulture, $"{address} needs {bytes / 1e9:0.0} GB more in {folder}, where {free / 1e9:0.0} GB are free. Name another folder in HF_HUB_CACHE."));
    }
}
