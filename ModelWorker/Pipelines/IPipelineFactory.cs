using Inference.Pipelines;

namespace ModelWorker.Pipelines;

/// <summary>Loads the unit's model onto its devices; a seam, so that the HTTP side is tested without a model.</summary>
public interface IPipelineFactory
{
    /// <summary>Loads weights and programs of all sizes.</summary>
    Task<IImagePipeline> LoadAsync(CancellationToken cancellation);
}
