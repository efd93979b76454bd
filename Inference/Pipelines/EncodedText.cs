using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>A prompt on the transformer's devices.</summary>
/// <param name="Prompt">T5's states [batch, text, channels].</param>
/// <param name="Pooled">CLIP's pooled state [batch, channels].</param>
internal sealed record EncodedText(DeviceArray Prompt, DeviceArray Pooled) : IDisposable
{
    public void Dispose()
    {
        Prompt.Dispose();
        Pooled.Dispose();
    }
}
