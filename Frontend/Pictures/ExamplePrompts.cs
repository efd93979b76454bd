namespace Frontend.Pictures;

/// <summary>Prompts in the words that the bundled model was trained on: shapes, colours, sizes, relations, a background.</summary>
internal static class ExamplePrompts
{
    public static readonly IReadOnlyList<string> All =
    [
        "a large red circle on a blue background",
        "a small green star above a yellow square on a black background",
        "a huge orange ring on a purple background",
        "a pink cross next to a cyan diamond",
        "a drawing of a big yellow star on a black background",
        "a white triangle to the left of a red square on green",
    ];
}
