using Compiler.Reporting;
using Fleet;
using Inference.Checkpoints.Hub;

namespace Compiler.Models;

/// <summary>
/// Brings checkpoints of the Hub to where units read them: into the Hub's cache on this machine, and, where the store is filled
/// for others, from there into the store as plain files, for a bucket knows no links.
/// </summary>
/// <param name="hub">The Hub and its cache.</param>
/// <param name="intoStore">Whether the store is to have them too.</param>
/// <param name="report">Shows how far it has come.</param>
/// <param name="time">Measures the pauses between attempts.</param>
internal sealed class FetchedModels(HubModels hub, bool intoStore, IReport report, TimeProvider time)
{
    /// <summary>The units with the folders that their models lie in; those of other models as they are.</summary>
    /// <exception cref="HubException">A checkpoint cannot be had.</exception>
    /// <exception cref="IOException">Cache or store cannot be written, or the repository has no weights that can be loaded.</exception>
    public async Task<IReadOnlyList<Unit>> FetchAsync(IReadOnlyList<Unit> units, CancellationToken cancellation)
    {
        var folders = new Dictionary<string, string>();
        foreach (var model in units.Select(unit => unit.Model).DistinctBy(model => model.Path))
        {
            // What nothing computes is not fetched: the plan says why.
            if (ModelSupport.WhyNever(model) is null && HubAddress.TryParse(model.Path, out var address))
                folders[model.Path] = await FetchAsync(model, address, cancellation).ConfigureAwait(false);
        }

        return [.. units.Select(unit => folders.TryGetValue(unit.Model.Path, out var folder) ? unit.With(folder) : unit)];
    }

    private async Task<string> FetchAsync(Model model, HubAddress address, CancellationToken cancellation)
    {
        var target = ModelPlaces.InStore(address);
        // A branch may have moved since: the store keeps what it was, for workers read it.
        if (ModelPlaces.HasWhole(target))
        {
            report.Line($"{model.Name}: {address} is in {target}.");
            return target;
        }

        var snapshot = await hub.FetchAsync(address, new Lines(report), cancellation).ConfigureAwait(false);
        report.Line($"{model.Name}: {address} is in {snapshot.Folder}.");
        if (!intoStore)
            return snapshot.Folder;
        var outcome = await new ModelCopy(time).RunAsync(snapshot.Folder, target, snapshot.Files, cancellation).ConfigureAwait(false);
        report.Line($"{model.Name}: {outcome.Copied} files copied to {target}, {outcome.Kept} were there.");
        return target;
    }

    private sealed class Lines(IReport report) : IProgress<HubProgress>
    {
        public void Report(HubProgress value) => report.Line(value.ToString());
    }
}
