namespace Gateway;

/// <summary>Headers that explain where an answer comes from; <see cref="Unit"/> on a request pins it.</summary>
internal static class InferenceHeaders
{
    public const string Unit = "X-Inference-Unit";
    public const string Worker = "X-Inference-Worker";
    public const string Mode = "X-Inference-Mode";
    public const string Weight = "X-Inference-Weight";
    public const string Attempts = "X-Inference-Attempts";
}
