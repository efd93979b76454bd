using Compiler.Reporting;
using Fleet;

namespace Compiler.Models;

/// <summary>
/// Makes the models of random weights that are not there. They are made aside and then copied as every model is, manifest last: jobs
/// that make the same one at once make the same files.
/// </summary>
/// <param name="imageFolder">The folder that configurations of relative paths lie in; null: where all relative paths start.</param>
internal sealed class RandomModels(string? imageFolder, IReport report, TimeProvider time)
{
    /// <exception cref="InvalidDataException">A configuration is absent or damaged.</exception>
    /// <exception cref="InvalidOperationException">Another model is where this one belongs.</exception>
    /// <exception cref="IOException">The store cannot be written.</exception>
    public async Task MakeAsync(IEnumerable<Unit> units, CancellationToken cancellation)
    {
        foreach (var model in units.Select(unit => unit.Model).DistinctBy(model => model.Path))
        {
            if (model.Random is not { } random)
                continue;
            var target = FleetPaths.Resolve(model.Path);
            var root = string.IsNullOrEmpty(imageFolder) ? FleetPaths.Root : Path.GetFullPath(imageFolder);
            var made = Directory.CreateTempSubdirectory("random-model-");
            try
            {
                RandomModel.Write(FleetPaths.Resolve(random.Configuration, root), made.FullName, random.Seed);
                var outcome = await new ModelCopy(time).RunAsync(made.FullName, target, cancellation).ConfigureAwait(false);
                if (outcome.Copied > 0)
                    report.Line($"{model.Name}: random weights of seed {random.Seed} made in {target}, for the configuration {random.Configuration}; nobody has trained them.");
            }
            finally
            {
                made.Delete(recursive: true);
            }
        }
    }
}
