namespace Frontend.Gateway;

/// <summary>OpenAI's list of models, with what the model server adds.</summary>
internal sealed record ModelList(IReadOnlyList<ModelEntry> Data);

/// <param name="Sizes">Picture sizes as width x height; null or empty for a model that makes no pictures.</param>
internal sealed record ModelEntry(string Id, IReadOnlyList<string>? Sizes = null);
