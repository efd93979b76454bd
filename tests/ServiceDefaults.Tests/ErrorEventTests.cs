using System.Text;
using ServiceDefaults.Errors;

namespace ServiceDefaults.Tests;

public sealed class ErrorEventTests
{
    [Fact]
    public async Task It_is_one_event_with_openais_error_in_plain_words()
    {
        using var stream = new MemoryStream();
        await ErrorEvent.WriteAsync(stream, new ApiError(503, "no_luck", "it's 1+1 \"too\"\nlate"), TestContext.Current.CancellationToken);
        Assert.Equal(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"it's 1+1 \\\"too\\\"\\nlate\",\"type\":\"server_error\",\"param\":null,\"code\":\"no_luck\"}}\n\n",
            Encoding.UTF8.GetString(stream.ToArray()));
    }
}
