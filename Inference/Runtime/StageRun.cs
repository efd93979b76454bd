namespace Inference.Runtime;

/// <summary>
/// A sequence of stages handed to the devices without waiting. Before each one the cancellation is looked at; the end of all is
/// awaited with <see cref="DrainAsync"/>.
/// </summary>
internal sealed class StageRun(CancellationToken cancellation)
{
    private readonly List<Task> _pending = [];

    /// <summary>Starts a stage.</summary>
    /// <exception cref="OperationCanceledException">The run is cancelled; what was started goes on to its end.</exception>
    public DeviceArray[] Start(StageExecutable stage, IReadOnlyList<DeviceArray> weights, params ReadOnlySpan<DeviceArray> inputs)
    {
        cancellation.ThrowIfCancellationRequested();
        var (outputs, completion) = stage.Run(weights, inputs);
        _pending.Add(completion);
        return outputs;
    }

    /// <summary>Waits for all that was started.</summary>
    /// <exception cref="Pjrt.PjrtException">A device failed.</exception>
    public async Task DrainAsync()
    {
        try
        {
            await Task.WhenAll(_pending).ConfigureAwait(false);
        }
        finally
        {
            _pending.Clear();
        }
    }
}
