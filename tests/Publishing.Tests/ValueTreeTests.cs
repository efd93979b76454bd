using System.Text.Json.Nodes;
using AppHost.Publishing.Values;

namespace Publishing.Tests;

/// <summary>One declaration of a value gives its place in values.yaml and its rule in the schema.</summary>
public sealed class ValueTreeTests
{
    [Theory]
    [InlineData("a.b", "a.b")]
    [InlineData("a.b", "a.b.c")]
    [InlineData("a.b.c", "a.b")]
    public void Two_values_cannot_stand_in_one_place(string first, string second) =>
        Assert.Throws<InvalidOperationException>(() => new ValueTree([new(first, 1, "One."), new(second, 2, "Two.")]));

    [Fact]
    public void Values_stand_under_their_keys_with_what_they_are_for() => Assert.Equal(
        """
        parameters: {}
        a:
          # How many. One of: 1, 2.
          b: 1
          c-d:
            # Which.
            e: ["x"]

        """,
        ValuesText.Append("parameters: {}\n", [new("a.b", 1, "How many.", 1, 2), new("a.c-d.e", new[] { "x" }, "Which.")]));

    [Fact]
    public void The_schema_says_type_limits_and_choices_and_knows_no_other_key()
    {
        var schema = JsonNode.Parse(ValuesSchema.Write([new("a.n", 0.5, "N.") { Minimum = 0, Maximum = 1 }, new("a.t", "x", "T.", "x", "y")]))!;

        var section = schema["properties"]!["a"]!;
        Assert.False(section["additionalProperties"]!.GetValue<bool>());
        Assert.Equal("""{"type":"number","description":"N.","minimum":0,"maximum":1}""", section["properties"]!["n"]!.ToJsonString());
        Assert.Equal("""{"type":"string","description":"T.","enum":["x","y"]}""", section["properties"]!["t"]!.ToJsonString());
    }
}
