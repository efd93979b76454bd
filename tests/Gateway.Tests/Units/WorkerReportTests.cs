using System.Text;
using Gateway.Units;

namespace Gateway.Tests.Units;

public class WorkerReportTests
{
    [Fact]
    public void It_is_the_data_of_a_readiness_answer()
    {
        var report = Read("""
            { "status": "Unhealthy", "checks": { "other": { "status": "Healthy" }, "model": { "status": "Unhealthy", "description": "The devices failed.",
              "data": { "waiting": 3, "running": 1, "busy": 0.75, "sizes": ["256x144", "512x512"], "devicesFail": true, "faultyCores": [8, "nine", 9] } } } }
            """)!;
        Assert.Equal((3, 1, 0.75, true, "The devices failed."), (report.Waiting, report.Running, report.Busy, report.DevicesFail, report.Reason));
        Assert.Equal([8, 9], report.FaultyCores!);
        Assert.Equal(["256x144", "512x512"], report.Sizes!.Select(size => size.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ok")]
    [InlineData("[]")]
    [InlineData("""{ "checks": [] }""")]
    [InlineData("""{ "checks": { "model": 1 } }""")]
    public void Who_says_nothing_of_itself_is_asked_no_further(string answer) => Assert.Null(Read(answer));

    [Fact]
    public void Nonsense_in_it_counts_as_nothing()
    {
        var report = Read("""{ "checks": { "model": { "data": { "waiting": -1, "running": "many", "busy": 7, "sizes": [1, "large"] } } } }""")!;
        Assert.Equal((0, 0, 1.0, false), (report.Waiting, report.Running, report.Busy, report.DevicesFail));
        Assert.Empty(report.Sizes!);
    }

    private static WorkerReport? Read(string json) => WorkerReport.Read(Encoding.UTF8.GetBytes(json));
}
