using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AppHost.Publishing.Values;

/// <summary>values.schema.json, by which helm refuses what the chart cannot use: a misspelt key, a wrong type, a word not known.</summary>
internal static class ValuesSchema
{
    private static readonly JsonSerializerOptions Indented = new(ValuesText.Json) { WriteIndented = true, NewLine = "\n" };

    public static string Write(IReadOnlyList<ChartValue> values)
    {
        var schema = Of(new ValueTree(values));
        var properties = schema["properties"]!.AsObject();
        properties.Insert(0, "parameters", Parameters());
        properties.Insert(1, "secrets", Published(new JsonObject { ["type"] = "string" }));
        properties.Insert(2, "config", Published(new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") }));
        properties.Insert(3, "global", new JsonObject { ["type"] = "object" });
        schema.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        return schema.ToJsonString(Indented) + "\n";
    }

    /// <summary>A section of the publisher's: a part for every resource.</summary>
    private static JsonObject Published(JsonObject value) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = value },
    };

    /// <summary>Ports and images of a resource; images never without a tag or a digest, and never <c>latest</c>.</summary>
    private static JsonObject Parameters() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = new JsonObject
        {
            ["type"] = "object",
            ["patternProperties"] = new JsonObject
            {
                ["_image$"] = new JsonObject { ["type"] = "string", ["pattern"] = ImageTags.Explicit, ["not"] = new JsonObject { ["pattern"] = ImageTags.Moving } },
            },
            ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number") },
        },
    };

    private static JsonObject Of(ValueTree tree)
    {
        var properties = new JsonObject();
        foreach (var (key, member) in tree.Members)
            properties[key] = member is ValueTree inner ? Of(inner) : Of((ChartValue)member);
        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private static JsonObject Of(ChartValue value)
    {
        var schema = new JsonObject { ["type"] = TypeOf(value.Default), ["description"] = value.Description };
        if (value is { Allowed.Length: > 0, IsList: true })
        {
            schema["items"] = new JsonObject { ["enum"] = JsonSerializer.SerializeToNode(value.Allowed) };
            schema["minItems"] = 1;
        }
        else if (value.Allowed.Length > 0)
            schema["enum"] = JsonSerializer.SerializeToNode(value.Allowed);
        if (value.Minimum is { } minimum)
            schema["minimum"] = minimum;
        if (value.Maximum is { } maximum)
            schema["maximum"] = maximum;
        if (value.Pattern is { } pattern)
            schema["pattern"] = pattern;
        if (value.Forbidden is { } forbidden)
            schema["not"] = new JsonObject { ["pattern"] = forbidden };
        return schema;
    }

    internal static string TypeOf(object value) => value switch
    {
        string => "string",
        bool => "boolean",
        int or long => "integer",
        double => "number",
        IDictionary => "object",
        IEnumerable => "array",
        _ => throw new NotSupportedException($"A chart's value cannot be a {value.GetType().Name}."),
    };
}
