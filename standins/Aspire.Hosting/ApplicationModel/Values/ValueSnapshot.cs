namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is set later, perhaps again.</summary>
public sealed class ValueSnapshot<T>
    where T : class
{
    private readonly TaskCompletionSource<T> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _latest;

    /// <summary>Whether the value is there.</summary>
    public bool IsValueSet => _first.Task.IsCompletedSuccessfully;

    /// <summary>The latest value, once there is one.</summary>
    public async Task<T> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var first = await _first.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Volatile.Read(ref _latest) ?? first;
    }

    /// <summary>Sets the value.</summary>
    public void SetValue(T value)
    {
        Volatile.Write(ref _latest, value);
        _first.TrySetResult(value);
    }

    /// <summary>Says that there will be none.</summary>
    public void SetException(Exception exception) => _first.TrySetException(exception);
}
