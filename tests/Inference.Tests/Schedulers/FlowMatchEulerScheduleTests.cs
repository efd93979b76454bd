using System.Text.Json;
using Inference.Schedulers;

namespace Inference.Tests.Schedulers;

public sealed class FlowMatchEulerScheduleTests
{
    private static FlowMatchEulerSchedule From(string json)
    {
        using var document = JsonDocument.Parse(json);
        return FlowMatchEulerSchedule.FromConfig(document.RootElement);
    }

    [Fact]
    public void Without_a_shift_the_levels_are_even()
    {
        var schedule = From("{}").For(4, 256);
        Assert.Equal([1f, 0.75f, 0.5f, 0.25f, 0f], schedule.Sigmas);
        Assert.Equal([1000f, 750f, 500f, 250f], schedule.Timesteps);
        Assert.Equal(-0.25f, schedule.Delta(3));
    }

    [Fact]
    public void A_constant_shift_keeps_the_levels_high() =>
        Assert.Equal([1f, 0.75f, 0f], From("""{"shift":3.0}""").For(2, 256).Sigmas);

    [Fact]
    public void Dynamic_shifts_grow_with_the_image()
    {
        var scheduler = From("""{"use_dynamic_shifting":true}""");
        Assert.Equal(0.5, scheduler.Mu(256));
        Assert.Equal(1.15, scheduler.Mu(4096), 12);
        Assert.True(scheduler.For(4, 4096).Sigmas[2] > scheduler.For(4, 256).Sigmas[2]);
    }

    [Fact]
    public void A_terminal_is_where_the_last_step_begins() =>
        Assert.Equal(0.1f, From("""{"shift_terminal":0.1}""").For(5, 256).Sigmas[4], 6);

    /// <summary>NumPy's figures: it rounds to f32 after every operation, and a terminal level makes that show.</summary>
    [Theory]
    [InlineData("""{"use_dynamic_shifting":true,"shift_terminal":0.02}""", 256, new[] { 1f, 0.7446114f, 0.42667347f, 0.01999998f })]
    [InlineData("""{"use_dynamic_shifting":true,"time_shift_type":"linear"}""", 1024, new[] { 1f, 0.6539792f, 0.38650307f, 0.1735537f })]
    [InlineData("""{"shift":3.0,"shift_terminal":0.1}""", 16, new[] { 1f, 0.8788462f, 0.71363634f, 0.47500002f, 0.100000024f })]
    public void Levels_round_as_the_reference_does(string config, int tokens, float[] expected) =>
        Assert.Equal([.. expected, 0f], From(config).For(expected.Length, tokens).Sigmas);

    [Theory]
    [InlineData("""{"_class_name":"EulerDiscreteScheduler"}""", "EulerDiscreteScheduler")]
    [InlineData("""{"use_karras_sigmas":true}""", "use_karras_sigmas")]
    [InlineData("""{"time_shift_type":"cubic"}""", "cubic")]
    public void What_is_not_built_is_refused_by_name(string config, string named) =>
        Assert.Contains(named, Assert.Throws<NotSupportedException>(() => From(config)).Message);
}
