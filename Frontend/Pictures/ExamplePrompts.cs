namespace Frontend.Pictures;

/// <summary>Prompts in the words that the bundled model was trained on: shapes, colours, sizes, relations, a background.</summary>
internal static class ExamplePrompts
{
    public static readonly IReadOnlyList<string> All =
    [
        "a large red circle on a blue background",
        "a green star above a yellow square on black",
        "a huge orange ring on purple",
        "a pink cross next to a cyan diamond",
        "a white triangle left of a red square on green",
    ];
}
