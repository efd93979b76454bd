namespace Frontend.Components.Create;

/// <summary>Attributes that give the input inside a Radzen component the id its label names.</summary>
internal static class Ids
{
    public static IReadOnlyDictionary<string, object> For(string id) => new Dictionary<string, object> { ["id"] = id };
}
