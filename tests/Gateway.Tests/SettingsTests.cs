using Gateway.Access;
using Gateway.Tests.Hosting;

namespace Gateway.Tests;

/// <summary>A wrong setting ends the gateway before it listens, and says what to write instead.</summary>
public class SettingsTests
{
    [Theory]
    [InlineData("Gateway:Mode", "random", "cost or capacity or static or cheapest")]
    [InlineData("Gateway:ReadyWhen", "never", "settled or any")]
    [InlineData("Gateway:ReadyWhen", "7", "settled or any")]
    [InlineData("Gateway:WorkerProtocol", "http3", "http1 or http2")]
    [InlineData("Gateway:ProbeInterval", "00:00:00", "above 0")]
    [InlineData("Gateway:ProbeInterval", "-00:00:01", "above 0")]
    [InlineData("Gateway:ProbeInterval", "soon", "soon")]
    [InlineData("Gateway:ConnectTimeout", "100.00:00:00", "up to 24 days")]
    [InlineData("Gateway:BodyLimit", "0", "from 1")]
    [InlineData("Gateway:Weights:SampleFloor", "-1", "0 or more")]
    [InlineData("Gateway:Weights:LatencyTarget", "00:00:00", "above 0")]
    [InlineData("Gateway:Planning:Fill", "1.5", "up to 1")]
    [InlineData("Gateway:Planning:StartTime", "01:00:00", "up to 25 minutes")]
    [InlineData("Gateway:Weights:Preset", "flux", "sd21")]
    [InlineData("Gateway:Weights:Typed:large", "101", "from 0 to 100")]
    [InlineData("Gateway:PathBase", "serve/", "such as /serve")]
    [InlineData("Gateway:Waking:Limit", "-1", "0 for none")]
    [InlineData("Gateway:Waking:Time", "00:00:00", "above 0")]
    [InlineData("Gateway:Drain:Delay", "-00:00:01", "00:00:00 for none")]
    [InlineData("Gateway:Hedging:After", "00:00:00", "above 0")]
    [InlineData("Gateway:Hedging:MostShare", "0", "above 0 and up to 1")]
    [InlineData("Gateway:Wieghts", "sd21", "did you mean Weights?")]
    [InlineData("Gateway:Admission:Limits:RequestPerMinute", "5", "did you mean RequestsPerMinute?")]
    [InlineData("Gateway:Keys:0", "k", "Known are Path, ReloadInterval, SpendPath")]
    [InlineData("Gateway:Mode:Name", "cost", "single value")]
    public async Task It_is_named_with_what_is_allowed(string key, string value, string said)
    {
        var exception = await Assert.ThrowsAsync<SettingsException>(() => GatewayHost.StartAsync(TestFleets.Three, new Dictionary<string, StubWorker[]>(), (key, value)));
        Assert.Contains(key, exception.Message, StringComparison.Ordinal);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_others_read_of_the_same_environment_is_no_mistake()
    {
        await using var gateway = await GatewayHost.StartAsync(
            TestFleets.Three, new Dictionary<string, StubWorker[]>(), ("Gateway:Port", "5000"), ("Gateway:Key", "k"), ("gateway:weights:typed:any name", "1"), ("Gateway:InferenceKeys:0", "k"));
        Assert.Equal("cost", gateway.Fleet.Mode.Name);
    }

    [Theory]
    [InlineData("Gateway:ManagementKey")]
    [InlineData("Gateway:Peers:Key")]
    [InlineData(null)]
    public async Task Other_replicas_are_not_asked_with_a_hash_or_with_nothing(string? hashed)
    {
        (string, string)[] settings = [("Gateway:Peers:Addresses:0", "http://10.0.0.7:8080")];
        if (hashed is not null) settings = [.. settings, (hashed, KeyHash.Of("a key").ToString())];
        var exception = await Assert.ThrowsAsync<SettingsException>(() => GatewayHost.StartAsync(TestFleets.Three, new Dictionary<string, StubWorker[]>(), settings));
        Assert.Contains("Gateway:Peers:Key", exception.Message, StringComparison.Ordinal);
        Assert.Equal(hashed == "Gateway:ManagementKey", exception.Message.Contains("Gateway:ManagementKey", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_for_other_replicas_beside_a_hash_of_the_management_key_is_enough()
    {
        await using var gateway = await GatewayHost.StartAsync(
            TestFleets.Three, new Dictionary<string, StubWorker[]>(),
            ("Gateway:Peers:Addresses:0", "http://127.0.0.1:1"), ("Gateway:Peers:Key", "a key"), ("Gateway:ManagementKey", KeyHash.Of("another").ToString()));
        Assert.NotEmpty(gateway.Fleet.Units);
    }

    [Theory]
    [InlineData("--Gateway:Mode=random")]
    [InlineData("--Gateway:ReadyWhen=never")]
    [InlineData("--Gateway:ProbeInterval=00:00:00")]
    [InlineData("--Fleet:Path=no/such/fleet.json")]
    public async Task The_program_ends_with_1(string setting)
    {
        var main = typeof(GatewayOptions).Assembly.EntryPoint!;
        string[] arguments = [setting, "--urls=http://127.0.0.1:0"];
        // A gateway that starts all the same runs on until the test gives up.
        var ended = await Task.Run(() => main.Invoke(null, [arguments])).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(1, ended);
    }

    [Fact]
    public async Task A_command_that_there_is_not_starts_nothing()
    {
        var main = typeof(GatewayOptions).Assembly.EntryPoint!;
        var ended = await Task.Run(() => main.Invoke(null, [new[] { "keys", "NAME" }])).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(2, ended);
    }
}
