using System.Text.Json;

namespace Fleet;

/// <summary>The attention heads of a diffusion transformer, as its checkpoint's folder says.</summary>
public static class CheckpointHeads
{
    /// <summary>To be given to <see cref="FleetDefinition.Load"/>; null where the folder is not there, or does not say.</summary>
    public static int? In(string folder)
    {
        try
        {
            using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "transformer", "config.json")));
            return config.RootElement.TryGetProperty("num_attention_heads", out var heads) ? heads.GetInt32() : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or FormatException)
        {
            // Whoever loads the checkpoint says what is wrong with it.
            return null;
        }
    }
}
