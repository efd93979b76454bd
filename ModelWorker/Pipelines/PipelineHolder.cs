using Inference.Pipelines;

namespace ModelWorker.Pipelines;

/// <summary>The loaded model, once it is.</summary>
internal sealed class PipelineHolder : IAsyncDisposable
{
    private IImagePipeline? _pipeline;

    /// <exception cref="InvalidOperationException">Nothing is loaded: requests are turned away until then.</exception>
    public IImagePipeline Ready => _pipeline ?? throw new InvalidOperationException("The model is not loaded.");

    public void Set(IImagePipeline pipeline) => _pipeline = pipeline;

    public ValueTask DisposeAsync() => _pipeline?.DisposeAsync() ?? default;
}
