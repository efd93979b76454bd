using System.Diagnostics;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace EndToEnd;

public sealed class WorkerLossTests(RunningApp app)
{
    private const string Victim = "flux-trn1";
    private const int Clients = 6;

    [Fact]
    public async Task A_killed_worker_costs_no_client_its_picture_and_serves_again()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(8));
        var cancellation = limit.Token;
        using var enough = new CancellationTokenSource();
        var load = Enumerable.Range(0, Clients).Select(client => LoadAsync(client, enough.Token, cancellation)).ToArray();

        // The worker dies while it is at work, not between two requests.
        await app.Gateway.WaitForUnitAsync(Victim, unit => unit.GetProperty("outstanding").GetInt32() > 0, cancellation);
        using (var process = Process.GetProcessById(await app.ProcessIdOfAsync(Victim, cancellation)))
            process.Kill();
        await app.Gateway.WaitForUnitAsync(Victim, unit => State(unit) != "ready", cancellation);
        await app.WaitForEndAsync(Victim, cancellation);
        await enough.CancelAsync();
        var answers = (await Task.WhenAll(load)).SelectMany(answers => answers).ToArray();

        Assert.True(answers.Length >= Clients);
        Assert.All(answers, answer => Assert.True(answer.Status == 200, $"{answer.Status} {answer.Body}"));
        Assert.Contains(answers, answer => answer.Attempts == "2");

        await app.ExecuteAsync(Victim, KnownResourceCommands.StartCommand, cancellation);
        await app.WaitForHealthAsync(Victim, cancellation);
        await app.Gateway.WaitForUnitAsync(Victim, unit => State(unit) == "ready", cancellation);
        await app.Gateway.DrawAsync(GatewayClient.CircleOnBlue, "256x144", seed: 1, Victim, cancellation);
    }

    /// <summary>Asks for pictures one after the other; each one begun is waited for.</summary>
    private async Task<List<Answer>> LoadAsync(int client, CancellationToken enough, CancellationToken cancellation)
    {
        var answers = new List<Answer>();
        do
        {
            using var response = await app.Gateway.RequestAsync(
                GatewayClient.CircleOnBlue, "256x144", steps: 4, seed: client, unit: null, cancellation);
            var body = response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync(cancellation);
            answers.Add(new((int)response.StatusCode, body, response.Headers.GetValues("X-Inference-Attempts").Single()));
        }
        while (!enough.IsCancellationRequested);
        return answers;
    }

    private static string? State(JsonElement unit) => unit.GetProperty("state").GetString();

    private sealed record Answer(int Status, string Body, string Attempts);
}
