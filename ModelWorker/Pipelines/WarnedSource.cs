using Inference.Artifacts;
using Inference.Programs;
using Microsoft.Extensions.Logging;
using Pjrt;

namespace ModelWorker.Pipelines;

/// <summary>
/// Executables from the store. One that is missing there is compiled and stored with a warning, for the compile job should have
/// done it; where artifacts are required it is refused, naming the key.
/// </summary>
internal sealed partial class WarnedSource(StoredSource stored, StoredSource? compiling, ILogger logger) : IExecutableSource
{
    public async ValueTask<PjrtExecutable> GetAsync(StageProgram program, CancellationToken cancellation)
    {
        try
        {
            return await stored.GetAsync(program, cancellation).ConfigureAwait(false);
        }
        catch (ArtifactMissingException missing) when (compiling is not null)
        {
            Log.Compiling(logger, program.Component, program.Stage, missing.Address.Key.ToString());
            return await compiling.GetAsync(program, cancellation).ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Component} '{Stage}' cannot be had from the artifact store (key {Key}): compiling it here. Run the compile job before workers start.")]
        public static partial void Compiling(ILogger logger, string component, string stage, string key);
    }
}
