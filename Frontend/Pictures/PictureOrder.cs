namespace Frontend.Pictures;

/// <summary>What a person asked for: one prompt at one or more sizes.</summary>
public sealed record PictureOrder
{
    public required string Model { get; init; }

    public required string Prompt { get; init; }

    public required IReadOnlyList<PictureSize> Sizes { get; init; }

    public required int Steps { get; init; }

    public required double Guidance { get; init; }

    public required long Seed { get; init; }
}
