using System.Globalization;
using System.Text.Json;

namespace Gateway.Cluster;

/// <summary>Reads what is looked at in objects of the Kubernetes API; what is not there is null.</summary>
internal static class ClusterObjects
{
    public static JsonElement? At(this JsonElement? from, string name) =>
        from is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static JsonElement? At(this JsonElement from, string name) => At((JsonElement?)from, name);

    public static string? Text(this JsonElement? value) => value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static DateTimeOffset? Time(this JsonElement? value) =>
        DateTimeOffset.TryParse(value.Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static IEnumerable<JsonElement> Items(this JsonElement? value) => value is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static string Name(this JsonElement item) => item.At("metadata").At("name").Text() ?? "";

    public static string? Label(this JsonElement item, string label) => item.At("metadata").At("labels").At(label).Text();

    /// <summary>A condition of the object's status by its type.</summary>
    public static JsonElement? Condition(this JsonElement item, string type)
    {
        foreach (var condition in item.At("status").At("conditions").Items())
        {
            if (condition.At("type").Text() == type) return condition;
        }

        return null;
    }
}
