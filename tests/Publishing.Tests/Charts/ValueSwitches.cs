using System.Text.Json.Nodes;

namespace Publishing.Tests.Charts;

/// <summary>Finds the chart's switches in its schema: what is true or false, and what is one of a few.</summary>
internal static class ValueSwitches
{
    /// <summary>For each switch and each position but the default one, helm's arguments.</summary>
    public static IReadOnlyList<string[]> Of(string schema, Manifest values) =>
        [.. Positions(JsonNode.Parse(schema)!.AsObject(), "", values).Select(position => new[] { "--set", position }.Concat(Needed(position, values)).ToArray())];

    /// <summary>What a switch needs beside it.</summary>
    private static string[] Needed(string position, Manifest values) => position == "scaling.trigger=alb"
        ? ["--set", string.Join(',', values.Map("scaling.alb.targetGroups").Keys.Select((unit, index) => $"scaling.alb.targetGroups.{unit}=targetgroup/t/{index}").Prepend("ingress.form=weighted,scaling.alb.loadBalancer=app/inference/1"))]
        : [];

    private static IEnumerable<string> Positions(JsonObject schema, string path, Manifest values)
    {
        if (schema["properties"] is JsonObject properties)
            return properties.SelectMany(member => Positions(member.Value!.AsObject(), path.Length == 0 ? member.Key : $"{path}.{member.Key}", values));
        var now = path.Length == 0 ? null : values.Text(path);
        if (schema["enum"] is JsonArray allowed)
            return allowed.Select(value => value!.ToString()).Where(value => value != now).Select(value => $"{path}={value}");
        return schema["type"] is JsonValue type && type.TryGetValue<string>(out var name) && name == "boolean" ? [$"{path}={(now == "true" ? "false" : "true")}"] : [];
    }

    /// <summary>Our values and what the schema says of them; the publisher's own sections describe nothing.</summary>
    public static IEnumerable<(string Path, string Description)> Leaves(string schema) => Leaves(JsonNode.Parse(schema)!.AsObject(), "");

    private static IEnumerable<(string Path, string Description)> Leaves(JsonObject schema, string path) =>
        schema["properties"] is JsonObject properties
            ? properties.Where(member => path.Length > 0 || member.Key is not ("parameters" or "secrets" or "config" or "global"))
                .SelectMany(member => Leaves(member.Value!.AsObject(), path.Length == 0 ? member.Key : $"{path}.{member.Key}"))
            : [(path, schema["description"]?.ToString() ?? "")];
}
