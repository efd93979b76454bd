using Inference.Runtime;

namespace Inference.Pipelines;

/// <summary>The texts of a picture on the denoiser's devices.</summary>
/// <param name="States">[batch, tokens, channels].</param>
/// <param name="Added">Pooled texts and sizes [batch, channels]; null for models without.</param>
internal sealed record UNetText(DeviceArray States, DeviceArray? Added) : IDisposable
{
    /// <param name="denoiser">Whose devices.</param>
    /// <param name="prompts">One for each of the batch.</param>
    /// <param name="numbers">The sizes of each.</param>
    public static UNetText Upload(UNetDenoiser denoiser, EncodedPrompt[] prompts, float[] numbers)
    {
        var (mesh, model) = (denoiser.Mesh, denoiser.Model);
        float[] states = [.. prompts.SelectMany(p => p.States)];
        var channels = model.Config.TextChannels;
        return new UNetText(
            mesh.Upload(states, model.Element, prompts.Length, states.Length / prompts.Length / channels, channels),
            model.Config.AddedChannels is null ? null : UNetConditions.Added(mesh, model, [.. prompts.SelectMany(p => p.Pooled)], numbers, prompts.Length));
    }

    public void Dispose()
    {
        States.Dispose();
        Added?.Dispose();
    }
}
