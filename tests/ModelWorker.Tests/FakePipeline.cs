using Inference.Images;
using Inference.Pipelines;
using ModelWorker.Pipelines;

namespace ModelWorker.Tests;

/// <summary>A model whose steps the test lets go one by one, or all at once.</summary>
internal sealed class FakePipeline : IImagePipeline, IPipelineFactory
{
    private readonly SemaphoreSlim _steps = new(0);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<ImageRequest> _requests = [];
    private volatile bool _free = true;
    private int _running;

    /// <summary>Requests in the order in which they were begun, without the warm-up.</summary>
    public IReadOnlyList<ImageRequest> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests.Skip(1)];
        }
    }

    public int StepsDone;

    public bool LoadsAtOnce { get; init; } = true;

    /// <summary>Thrown instead of the next picture.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Thrown at every step as long as it is set.</summary>
    public Exception? Broken { get; set; }

    public int MostAtOnce { get; private set; }

    /// <summary>From now on every step waits for <see cref="Step"/>.</summary>
    public void Hold() => _free = false;

    public void Step(int count = 1) => _steps.Release(count);

    public void Go()
    {
        _free = true;
        _steps.Release(1000);
    }

    public void FinishLoading(Exception? failure = null)
    {
        if (failure is null)
            _loaded.TrySetResult();
        else
            _loaded.TrySetException(failure);
    }

    public async Task<IImagePipeline> LoadAsync(CancellationToken cancellation)
    {
        if (!LoadsAtOnce)
            await _loaded.Task.WaitAsync(cancellation);
        return this;
    }

    public async Task<RgbImage> GenerateAsync(ImageRequest request, Func<DenoisingProgress, ValueTask>? progress, CancellationToken cancellation)
    {
        lock (_requests)
            _requests.Add(request);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        try
        {
            for (var step = 1; step <= request.Steps; step++)
            {
                if (!_free)
                    await _steps.WaitAsync(cancellation);
                cancellation.ThrowIfCancellationRequested();
                Interlocked.Increment(ref StepsDone);
                if (Failure is { } failure)
                {
                    Failure = null;
                    throw failure;
                }
                if (Broken is { } broken)
                    throw broken;
                var partial = step <= request.PartialImages ? Picture(request, (byte)step) : null;
                if (progress is not null)
                    await progress(new DenoisingProgress(step, request.Steps, TimeSpan.FromMilliseconds(7), partial));
            }
            return Picture(request, (byte)request.Seed);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private static RgbImage Picture(ImageRequest request, byte grey)
    {
        var pixels = new byte[3 * request.Width * request.Height];
        Array.Fill(pixels, grey);
        return new RgbImage(request.Width, request.Height, pixels);
    }

    public ValueTask DisposeAsync() => default;
}
