using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using ServiceDefaults.Errors;

namespace ServiceDefaults.Tests;

public sealed class ErrorsTests
{
    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(401, "authentication_error")]
    [InlineData(403, "permission_error")]
    [InlineData(429, "rate_limit_error")]
    [InlineData(503, "server_error")]
    public async Task An_error_has_openais_shape_and_its_status(int status, string type)
    {
        var (answer, error) = await AskAsync(new ApiError(status, "no_luck", "it's \"too\" late", "when"));
        using (answer)
            Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Equal(
            ("it's \"too\" late", type, "when", "no_luck"),
            (Text(error, "message"), Text(error, "type"), Text(error, "param"), Text(error, "code")));
    }

    [Theory]
    [InlineData(0.0, "1")]
    [InlineData(0.2, "1")]
    [InlineData(4.1, "5")]
    public async Task The_time_to_try_again_is_rounded_up_to_whole_seconds(double seconds, string header)
    {
        var (answer, _) = await AskAsync(new ApiError(503, "late", "Later.") { RetryAfter = TimeSpan.FromSeconds(seconds) });
        using (answer)
            Assert.Equal(header, answer.Headers.RetryAfter?.Delta?.TotalSeconds.ToString(CultureInfo.InvariantCulture));
    }

    private static string? Text(JsonElement error, string field) => error.GetProperty(field).GetString();

    private static async Task<(HttpResponseMessage Answer, JsonElement Error)> AskAsync(ApiError error)
    {
        await using var service = await TestService.StartAsync(map: app => app.MapGet("/fails", error.WriteAsync));
        var cancellation = TestContext.Current.CancellationToken;
        var answer = await service.Client.GetAsync("/fails", cancellation);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation));
        return (answer, json.RootElement.GetProperty("error").Clone());
    }
}
