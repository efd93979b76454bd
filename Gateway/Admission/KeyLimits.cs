namespace Gateway.Admission;

/// <summary>The section <c>Gateway:Admission:Limits</c>, and <c>limits</c> in the keys file: what one key may ask for; null: any amount.</summary>
internal sealed record KeyLimits
{
    /// <summary>Requests that are not answered yet, waiting ones included.</summary>
    public int? Concurrent { get; init; }

    public double? RequestsPerMinute { get; init; }

    /// <summary>A request for several pictures counts as several.</summary>
    public double? ImagesPerMinute { get; init; }

    /// <summary>As OpenAI counts: those that the answer may have, and an estimate of the prompt's.</summary>
    public double? TokensPerMinute { get; init; }

    /// <summary>These, and where they say nothing, others.</summary>
    public KeyLimits Or(KeyLimits others) => new()
    {
        Concurrent = Concurrent ?? others.Concurrent,
        RequestsPerMinute = RequestsPerMinute ?? others.RequestsPerMinute,
        ImagesPerMinute = ImagesPerMinute ?? others.ImagesPerMinute,
        TokensPerMinute = TokensPerMinute ?? others.TokensPerMinute,
    };

    /// <summary>The part of one of several gateways, none of which knows what the others let in.</summary>
    public KeyLimits DividedBy(int replicas) => new()
    {
        // Less than one request at a time would be none at all.
        Concurrent = (Concurrent + replicas - 1) / replicas,
        RequestsPerMinute = RequestsPerMinute / replicas,
        ImagesPerMinute = ImagesPerMinute / replicas,
        TokensPerMinute = TokensPerMinute / replicas,
    };

    /// <summary>Values that are out of their ranges; null: that one is not.</summary>
    public IEnumerable<SettingsException?> Problems(string section)
    {
        yield return Check(nameof(Concurrent), Concurrent >= 1, Concurrent);
        yield return Check(nameof(RequestsPerMinute), RequestsPerMinute is > 0 and < double.PositiveInfinity, RequestsPerMinute);
        yield return Check(nameof(ImagesPerMinute), ImagesPerMinute is > 0 and < double.PositiveInfinity, ImagesPerMinute);
        yield return Check(nameof(TokensPerMinute), TokensPerMinute is > 0 and < double.PositiveInfinity, TokensPerMinute);

        SettingsException? Check(string name, bool allowed, object? given) =>
            given is not null && !allowed ? GatewaySettings.Wrong($"{section}:{name}", $"{given}", name == nameof(Concurrent) ? "a whole number of at least 1" : "a number above 0") : null;
    }
}
