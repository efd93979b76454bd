using System.Text.Json.Serialization;

namespace Frontend.Gateway;

/// <summary>Body of <c>POST /v1/images/generations</c>: OpenAI's fields and the model server's own.</summary>
internal sealed record GenerationRequest
{
    /// <summary>As many partial pictures as OpenAI's interface allows.</summary>
    public const int MostPartialImages = 3;

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("prompt")]
    public required string Prompt { get; init; }

    /// <summary>Width x height in pixels, such as <c>256x144</c>.</summary>
    [JsonPropertyName("size")]
    public required string Size { get; init; }

    [JsonPropertyName("num_inference_steps")]
    public required int Steps { get; init; }

    [JsonPropertyName("guidance_scale")]
    public required double Guidance { get; init; }

    [JsonPropertyName("seed")]
    public required long Seed { get; init; }

    [JsonPropertyName("response_format")]
    public string ResponseFormat => "b64_json";

    [JsonPropertyName("stream")]
    public bool Stream => true;

    [JsonPropertyName("partial_images")]
    public int PartialImages { get; init; } = MostPartialImages;
}
