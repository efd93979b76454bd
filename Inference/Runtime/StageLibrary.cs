using Inference.Layers;
using Inference.Programs;

namespace Inference.Runtime;

/// <summary>
/// Executables by program text: stages that trace to the same program are loaded once. Tracing a stage writes its whole text, so
/// who needs an executable for every picture keeps it.
/// </summary>
internal sealed class StageLibrary(IExecutableSource source) : IDisposable
{
    private readonly Dictionary<string, StageExecutable> _stages = [];

    /// <summary>The executable of a stage.</summary>
    public async ValueTask<StageExecutable> GetAsync(Stage stage, CancellationToken cancellation)
    {
        var key = $"{string.Join(",", stage.Program.Options.DeviceIds ?? [])}\n{stage.Program.Text}";
        if (!_stages.TryGetValue(key, out var executable))
        {
            var loaded = await source.GetAsync(stage.Program, cancellation).ConfigureAwait(false);
            _stages[key] = executable = new StageExecutable(stage, loaded);
        }
        return executable;
    }

    public void Dispose()
    {
        foreach (var stage in _stages.Values)
            stage.Dispose();
        _stages.Clear();
    }
}
