using System.Collections.Concurrent;
using Inference.Images;
using Inference.Pipelines;
using ModelWorker.Pipelines;

namespace Benchmarks.Reliability;

/// <summary>A model whose steps take a given time and no processor: what is around it is the worker's own.</summary>
internal sealed class PacedPipeline(TimeSpan step) : IImagePipeline, IPipelineFactory
{
    private readonly ConcurrentDictionary<long, PictureSteps> _pictures = [];

    /// <summary>What became of a picture, by its seed; null: it was not begun here.</summary>
    public PictureSteps? Of(long seed) => _pictures.GetValueOrDefault(seed);

    public Task<IImagePipeline> LoadAsync(CancellationToken cancellation) => Task.FromResult<IImagePipeline>(this);

    public async Task<RgbImage> GenerateAsync(ImageRequest request, Func<DenoisingProgress, ValueTask>? progress, CancellationToken cancellation)
    {
        var picture = new PictureSteps();
        _pictures[request.Seed] = picture;
        using var cancelled = cancellation.Register(() => picture.Cancelled = DateTimeOffset.UtcNow);
        try
        {
            for (var number = 1; number <= request.Steps; number++)
            {
                // As a device does: a step that has begun is finished, and the next is not begun.
                cancellation.ThrowIfCancellationRequested();
                picture.Begin();
                await Task.Delay(step, CancellationToken.None);
                if (progress is not null)
                    await progress(new DenoisingProgress(number, request.Steps, step, number <= request.PartialImages ? Draw(request) : null));
            }

            return Draw(request);
        }
        finally
        {
            picture.Ended = true;
        }
    }

    // Noise, which does not shrink: slow clients are to have something to read.
    private static RgbImage Draw(ImageRequest request)
    {
        var pixels = new byte[3 * request.Width * request.Height];
        new Random((int)request.Seed).NextBytes(pixels);
        return new RgbImage(request.Width, request.Height, pixels);
    }

    public ValueTask DisposeAsync() => default;
}

/// <summary>How far a picture came.</summary>
internal sealed class PictureSteps
{
    /// <summary>Steps that were begun.</summary>
    public int Steps { get; private set; }

    /// <summary>Of these, after the worker knew that nobody waits.</summary>
    public int StepsAfter { get; private set; }

    /// <summary>When the worker knew.</summary>
    public DateTimeOffset? Cancelled { get; set; }

    public bool Ended { get; set; }

    public void Begin()
    {
        Steps++;
        if (Cancelled is not null) StepsAfter++;
    }
}
