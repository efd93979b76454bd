using System.Text.Json;

namespace EndToEnd;

/// <summary>The dashboard's commands on a unit do to the running fleet what they say.</summary>
public sealed class UnitCommandsTests(RunningApp app)
{
    private const string Unit = "flux-g5";

    [Fact]
    public async Task A_unit_is_drained_fails_is_restored_and_recompiled()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(8));
        var cancellation = limit.Token;

        await app.ExecuteAsync(Unit, "drain", cancellation);
        await app.Gateway.WaitForUnitAsync(Unit, unit => State(unit) == "drained", cancellation);
        await app.ExecuteAsync(Unit, "restore", cancellation);
        await app.Gateway.WaitForUnitAsync(Unit, unit => State(unit) == "ready", cancellation);

        await app.ExecuteAsync(Unit, "fail-device", cancellation);
        using (var failed = await app.Gateway.RequestAsync(GatewayClient.CircleOnBlue, "256x144", steps: 1, seed: 1, Unit, cancellation))
            Assert.False(failed.IsSuccessStatusCode, "A worker drew on a device that fails.");
        await app.ExecuteAsync(Unit, "restore", cancellation);
        await app.Gateway.WaitForUnitAsync(Unit, unit => State(unit) == "ready", cancellation);
        await app.Gateway.DrawAsync(GatewayClient.CircleOnBlue, "256x144", seed: 1, Unit, cancellation);

        await app.ExecuteAsync(Unit, "recompile", cancellation);
        await app.WaitForEndAsync("compiler", cancellation);
        await app.WaitForHealthAsync(Unit, cancellation);
        await app.Gateway.WaitForUnitAsync(Unit, unit => State(unit) == "ready", cancellation);
        await app.Gateway.DrawAsync(GatewayClient.CircleOnBlue, "256x144", seed: 2, Unit, cancellation);
    }

    private static string? State(JsonElement unit) => unit.GetProperty("state").GetString();
}
