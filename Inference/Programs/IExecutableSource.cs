using Pjrt;

namespace Inference.Programs;

/// <summary>Where a pipeline takes its executables from: a compiler at hand or a store of compiled artifacts.</summary>
public interface IExecutableSource
{
    /// <summary>An executable for the program on the client that the source was made for. The caller disposes it.</summary>
    /// <exception cref="PjrtException">The plugin refuses the program.</exception>
    ValueTask<PjrtExecutable> GetAsync(StageProgram program, CancellationToken cancellation);
}
