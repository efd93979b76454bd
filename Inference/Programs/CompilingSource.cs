using Pjrt;

namespace Inference.Programs;

/// <summary>Compiles every program when it is asked for and keeps nothing.</summary>
public sealed class CompilingSource(PjrtClient client) : IExecutableSource
{
    /// <inheritdoc/>
    public async ValueTask<PjrtExecutable> GetAsync(StageProgram program, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        // Compilation can take minutes on real accelerators: never on the caller's thread.
        return await Task.Run(() => client.Compile(program.Text, program.Options), cancellation).ConfigureAwait(false);
    }
}
