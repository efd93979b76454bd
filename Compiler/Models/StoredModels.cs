using Compiler.Reporting;
using Fleet;

namespace Compiler.Models;

/// <summary>Sees to it that the store has the models of the units that are compiled, where an image brings them.</summary>
internal sealed class StoredModels(string imageFolder, IReport report, TimeProvider time)
{
    /// <exception cref="InvalidOperationException">The store has another version of a model.</exception>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public async Task CopyAsync(IEnumerable<Unit> units, CancellationToken cancellation)
    {
        foreach (var model in units.Select(unit => unit.Model).DistinctBy(model => model.Path))
        {
            if (model.Random is not null || FleetPaths.IsRemote(model.Path) || Path.IsPathRooted(model.Path))
                continue;
            var source = FleetPaths.Resolve(model.Path, Path.GetFullPath(imageFolder));
            var target = FleetPaths.Resolve(model.Path);
            if (source == target)
                continue;
            if (!Directory.Exists(source))
            {
                // Whoever fills the store by hand needs no copy; that it is not there either, the plan will say.
                report.Line($"{model.Name}: this image has no {source}; the model is expected at {target}.");
                continue;
            }

            var outcome = await new ModelCopy(time).RunAsync(source, target, cancellation).ConfigureAwait(false);
            report.Line($"{model.Name}: {outcome.Copied} files copied to {target}, {outcome.Kept} were there.");
        }
    }
}
