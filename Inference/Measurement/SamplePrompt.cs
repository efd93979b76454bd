namespace Inference.Measurement;

/// <summary>What is drawn when nobody asks for anything: to warm up, and to measure. The reference benchmarks draw the same.</summary>
public static class SamplePrompt
{
    /// <summary>The prompt, spelt as they spell it.</summary>
    public const string Text = "portrait photo of a old warrior chief";
}
