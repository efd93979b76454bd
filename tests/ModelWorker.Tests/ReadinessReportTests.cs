using System.Text.Json;
using Pjrt;

namespace ModelWorker.Tests;

/// <summary>What a worker says of itself beside its readiness: the gateway chooses between workers by it.</summary>
public sealed class ReadinessReportTests
{
    [Fact]
    public async Task Queue_and_sizes_are_told()
    {
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Hold();
        var requests = Enumerable.Range(0, 3).Select(number => worker.ImageAsync(new { prompt = $"{number}" })).ToArray();
        await worker.UntilAsync(() => worker.Pipeline.Requests.Count == 1 && worker.Queue.Depth == 2);
        var report = await ReportAsync(worker);
        Assert.Equal((2, 1, false), (report.GetProperty("waiting").GetInt32(), report.GetProperty("running").GetInt32(), report.GetProperty("devicesFail").GetBoolean()));
        Assert.Equal(["256x144", "512x512", "1024x576"], report.GetProperty("sizes").EnumerateArray().Select(size => size.GetString()!));
        worker.Pipeline.Go();
        foreach (var request in requests) (await request).Dispose();
    }

    [Fact]
    public async Task Devices_that_fail_are_told()
    {
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Broken = new PjrtException(PjrtErrorCode.Internal, "the device is gone");
        await worker.UntilAsync(async () =>
        {
            (await worker.ImageAsync(new { prompt = "1" })).Dispose();
            return (await ReportAsync(worker)).GetProperty("devicesFail").GetBoolean();
        });
    }

    private static async Task<JsonElement> ReportAsync(TestWorker worker)
    {
        using var response = await worker.GetAsync("/readiness");
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return json.RootElement.GetProperty("checks").GetProperty("model").GetProperty("data").Clone();
    }
}
