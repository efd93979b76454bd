namespace Inference.Pipelines;

/// <summary>A pipeline whose programs are compiled per size, and which can be given more of them while it serves.</summary>
public interface ISizedPipeline : IImagePipeline
{
    /// <summary>Where each component runs; a component that could not be divided says so.</summary>
    IReadOnlyList<ComponentPlacement> Components { get; }

    /// <summary>Loads the programs of one more size; pictures wait for it.</summary>
    /// <exception cref="Pjrt.PjrtException">The device refuses a program or has too little memory.</exception>
    Task AddSizeAsync(int width, int height, CancellationToken cancellation);
}
