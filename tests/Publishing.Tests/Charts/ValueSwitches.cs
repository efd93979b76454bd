using System.Text.Json.Nodes;

namespace Publishing.Tests.Charts;

/// <summary>Finds the chart's switches in its schema: what is true or false, and what is one of a few.</summary>
internal static class ValueSwitches
{
    /// <summary>For each switch and each position but the default one, helm's arguments.</summary>
    public static IReadOnlyList<string[]> Of(string schema, Manifest values) =>
        [.. Positions(JsonNode.Parse(schema)!.AsObject(), "", values).Select(position => new[] { "--set", position }.Concat(Needed(position)).ToArray())];

    /// <summary>What a switch needs beside it.</summary>
    private static string[] Needed(string position) => [];

    private static IEnumerable<string> Positions(JsonObject schema, string path, Manifest values)
    {
        if (schema["properties"] is JsonObject properties)
            return properties.SelectMany(member => Positions(member.Value!.AsObject(), path.Length == 0 ? member.Key : $"{path}.{member.Key}", values));
        var now = path.Length == 0 ? null : values.Text(path);
        if (schema["enum"] is JsonArray allowed)
            return allowed.Select(value => value!.ToString()).Where(value => value != now).Select(value => $"{path}={value}");
        return schema["type"] is JsonValue type && type.TryGetValue<string>(out var name) && name == "boolean" ? [$"{path}={(now == "true" ? "false" : "true")}"] : [];
    }
}
