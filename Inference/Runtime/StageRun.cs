namespace Inference.Runtime;

/// <summary>
/// A sequence of stages handed to the devices without waiting. Before each one the cancellation is looked at; the end of all is
/// awaited with <see cref="DrainAsync"/>. What the stages made goes with the run, however it ends, unless it is kept.
/// </summary>
internal sealed class StageRun(CancellationToken cancellation) : IAsyncDisposable
{
    private readonly List<Task> _pending = [];
    private readonly HashSet<DeviceArray> _made = [];

    /// <summary>Starts a stage.</summary>
    /// <exception cref="OperationCanceledException">The run is cancelled; what was started goes on to its end.</exception>
    public DeviceArray[] Start(StageExecutable stage, IReadOnlyList<DeviceArray> weights, params ReadOnlySpan<DeviceArray> inputs)
    {
        cancellation.ThrowIfCancellationRequested();
        var (outputs, completion) = stage.Run(weights, inputs);
        _pending.Add(completion);
        _made.UnionWith(outputs);
        for (var i = 0; i < inputs.Length; i++)
            if (stage.Stage.Inputs[i].Donated)
                _made.Remove(inputs[i]);
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

    /// <summary>Takes over an array that the stages read.</summary>
    public DeviceArray Own(DeviceArray array)
    {
        _made.Add(array);
        return array;
    }

    /// <summary>Leaves an array to the caller.</summary>
    public DeviceArray Keep(DeviceArray array)
    {
        _made.Remove(array);
        return array;
    }

    public async ValueTask DisposeAsync()
    {
        // A run that was cancelled or failed has stages under way: what they use is freed when they end. The run's own exception
        // is on its way already; theirs have nothing to add.
        await Task.WhenAll(_pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _pending.Clear();
        foreach (var array in _made)
            array.Dispose();
        _made.Clear();
    }
}
