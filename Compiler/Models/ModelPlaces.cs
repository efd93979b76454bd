using Fleet;
using Inference.Checkpoints.Hub;

namespace Compiler.Models;

/// <summary>Where the model of a unit lies on this machine. Compiled into the workers too: they read what the compile job wrote.</summary>
internal static class ModelPlaces
{
    /// <summary>The folder in the store that a checkpoint of the Hub has.</summary>
    public static string InStore(HubAddress address) => FleetPaths.Resolve(address.StorePath);

    /// <summary>Whether the store has a checkpoint whole: a manifest, which is written last, and every file of it in its length.</summary>
    public static bool HasWhole(string folder)
    {
        try
        {
            return ModelManifest.Read(folder) is { Files.Count: > 0 } manifest
                && manifest.Files.All(file => new FileInfo(Path.Combine(folder, file.Key)) is { Exists: true } there && there.Length == file.Value.Length);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // A store that is not mounted, or a file that is being written.
            return false;
        }
    }

    /// <summary>A unit whose model lies in a folder.</summary>
    public static Unit With(this Unit unit, string folder) => unit with { Model = unit.Model with { Path = folder } };
}
