using System.Text.Json;

namespace ModelWorker;

/// <summary>How answers are written: snake_case, as OpenAI's API and the seeds' have it.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Snake = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never,
    };
}
