using Frontend.Pictures;

namespace Frontend.Tests.Pictures;

/// <summary>The form takes what the API takes, and says what is wrong with the rest.</summary>
public sealed class DraftProblemsTests
{
    [Theory]
    [InlineData("1", "-9223372036854775808", "0")]
    [InlineData("200", "9223372036854775807", "100")]
    public void The_limits_of_the_api_are_those_of_the_form(string steps, string seed, string guidance)
    {
        var draft = Draft(steps, seed, guidance, new string('a', 32_000));
        Assert.True(DraftProblems.Of(draft).None);
        Assert.Equal(seed, draft.ToOrder(ImageModel.Usual).Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("0", "9223372036854775808", "100.1")]
    [InlineData("201", "1.5", "-1")]
    [InlineData("999", "", "NaN")]
    public void What_lies_beyond_is_named(string steps, string seed, string guidance)
    {
        var problems = DraftProblems.Of(Draft(steps, seed, guidance, new string('a', 32_001)));
        Assert.Equal("A whole number, 1 to 200.", problems.Steps);
        Assert.NotNull(problems.Seed);
        Assert.NotNull(problems.Guidance);
        Assert.Equal("32,001 characters; at most 32,000 are possible.", problems.Prompt);
    }

    private static PromptDraft Draft(string steps, string seed, string guidance, string prompt) =>
        new(new Random(1)) { Steps = steps, Seed = seed, Guidance = guidance, Prompt = prompt };
}
