using System.Text;
using Frontend.Gateway;

namespace Frontend.Tests.Gateway;

public sealed class GenerationStreamTests
{
    [Fact]
    public async Task Partial_pictures_count_as_progress_until_the_whole_one_comes()
    {
        var events = await ReadAsync("""
            event: image_generation.partial_image
            data: {"type": "image_generation.partial_image", "b64_json": "AQ==", "partial_image_index": 0}

            event: image_generation.partial_image
            data: {"type": "image_generation.partial_image", "b64_json": "Ag==", "partial_image_index": 2}

            event: image_generation.completed
            data: {"type": "image_generation.completed", "b64_json": "AwQ="}


            """);

        Assert.Collection(events,
            happened => Assert.Equal((0.25, 1), ShareAndByte(happened)),
            happened => Assert.Equal((0.75, 2), ShareAndByte(happened)),
            happened => Assert.Equal<byte>([3, 4], Assert.IsType<GenerationEvent.Completed>(happened).Png));

        static (double, int) ShareAndByte(GenerationEvent happened)
        {
            var progressed = Assert.IsType<GenerationEvent.Progressed>(happened);
            return (progressed.Share, progressed.Png![0]);
        }
    }

    [Fact]
    public async Task Progress_follows_the_steps_when_the_server_counts_them()
    {
        var events = await ReadAsync("""
            data: {"type": "image_generation.partial_image", "b64_json": "AQ==", "partial_image_index": 0, "step": 9, "steps": 10}

            data: {"type": "image_generation.completed", "b64_json": "AQ=="}


            """);

        Assert.Equal(0.9, Assert.IsType<GenerationEvent.Progressed>(events[0]).Share);
    }

    [Fact]
    public async Task Unknown_events_and_comments_are_skipped()
    {
        var events = await ReadAsync("""
            : keep-alive

            event: something.new
            data: {"type": "something.new"}

            event: image_generation.completed
            data: {"b64_json": "AQ=="}


            """);

        Assert.IsType<GenerationEvent.Completed>(Assert.Single(events));
    }

    [Fact]
    public async Task An_error_event_is_told_in_the_servers_words()
    {
        var exception = await Assert.ThrowsAsync<InferenceException>(() => ReadAsync("""
            event: error
            data: {"error": {"message": "Device 3 ran out of memory.", "type": "server_error", "param": null, "code": "device_failed"}}


            """));

        Assert.Equal("Device 3 ran out of memory.", exception.Fault.Detail);
        Assert.Equal("device_failed", exception.Fault.Code);
    }

    [Fact]
    public async Task A_stream_that_ends_early_is_a_lost_connection()
    {
        var exception = await Assert.ThrowsAsync<InferenceException>(() => ReadAsync("data: [DONE]\n\n"));

        Assert.Equal("The connection was lost", exception.Fault.Title);
    }

    private static async Task<List<GenerationEvent>> ReadAsync(string stream)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(stream));
        return await GenerationStream.ReadAsync(body, partialImages: 3, TestContext.Current.CancellationToken).ToListAsync();
    }
}
