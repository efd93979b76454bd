namespace Gateway.Routing;

/// <summary>What the routes of a worker answer with.</summary>
internal enum AnswerKind
{
    Image,
    Text,

    /// <summary>By what the request asks for: with <c>max_new_tokens</c> text, else a picture.</summary>
    Either,
}

/// <summary>What routing needs to know of a request, and its body, to be sent more than once.</summary>
internal readonly record struct InferenceRequest(ReadOnlyMemory<byte> Body, string? Model, string? Size, bool AsksForTokens)
{
    /// <summary>How many answers it wants.</summary>
    public long? Count { get; init; }

    /// <summary>How many it wants to be measured.</summary>
    public long? Runs { get; init; }

    /// <summary>How many tokens each may have.</summary>
    public long? MostTokens { get; init; }
}
