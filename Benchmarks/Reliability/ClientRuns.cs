using System.Diagnostics;

namespace Benchmarks.Reliability;

/// <summary>Clients leave, are too many, or are slow.</summary>
internal static class ClientRuns
{
    private const int StepMilliseconds = 100;

    public static async Task RunAsync(RunReport report)
    {
        await using (var stage = await Stage.StartAsync(step: StepMilliseconds))
        {
            foreach (var streams in new[] { false, true }) await LeaveAsync(stage, report, streams);
        }

        await using (var stage = await Stage.StartAsync())
        {
            using var clients = new Clients(stage.Gateway);
            var burst = new Tally();
            await Task.WhenAll(Enumerable.Range(0, 600).Select(_ => clients.SendAsync(burst)));
            report.Add("overload: 600 requests at once, for four queues of 32", burst);

            var slow = new Tally();
            var others = await clients.DuringAsync(8, () => Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ReadSlowlyAsync(stage.Gateway, slow))));
            report.Add("16 slow clients that read a picture of 1 MB in slices of 16 kB", slow);
            report.Add("the other 8 clients meanwhile", others);
        }
    }

    /// <summary>Clients leave in the middle of pictures of a hundred steps.</summary>
    private static async Task LeaveAsync(Stage stage, RunReport report, bool streams)
    {
        var tally = new Tally();
        double latest = 0;
        var most = 0;
        for (var seed = streams ? 2000 : 1000; tally.Sent < 20; seed++)
        {
            // It leaves at once, and does not read on in the hope of keeping its connection.
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxResponseDrainSize = 0 });
            using var leaving = new CancellationTokenSource();
            var request = Clients.Request(stage.Gateway, $$"""{"prompt":"a circle","size":"64x32","num_inference_steps":100,"seed":{{seed}},"stream":{{(streams ? "true" : "false")}}}""");
            var sending = http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);
            var worker = await BegunAsync(stage, seed);
            using var response = streams ? await sending : null;
            var left = DateTimeOffset.UtcNow;
            await leaving.CancelAsync();
            // What has begun to answer ends with its response.
            response?.Dispose();
            await sending.ContinueWith(_ => { }, TaskScheduler.Default);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (true)
            {
                var picture = (await stage.GetAsync(worker))!.Value;
                if (picture.GetProperty("ended").GetBoolean())
                {
                    most = Math.Max(most, picture.GetProperty("stepsAfter").GetInt32());
                    if (picture.GetProperty("cancelled").ValueKind == System.Text.Json.JsonValueKind.String)
                        latest = Math.Max(latest, (picture.GetProperty("cancelled").GetDateTimeOffset() - left).TotalMilliseconds);
                    else
                        tally.Lose("the worker drew on");
                    break;
                }

                await Task.Delay(10, limit.Token);
            }

            tally.Leave();
        }

        report.Add($"20 clients leave in the middle, {(streams ? "streaming" : "not streaming")}", tally, FormattableString.Invariant($"the worker knew after {latest:0} ms at most, and began {most} steps of {StepMilliseconds} ms more"));
    }

    private static async Task<string> BegunAsync(Stage stage, int seed)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            foreach (var worker in stage.Workers)
            {
                var address = $"{worker.Address}/pictures/{seed}";
                if (await stage.GetAsync(address) is { } picture && picture.GetProperty("steps").GetInt32() > 1) return address;
            }

            await Task.Delay(10, limit.Token);
        }
    }

    private static async Task ReadSlowlyAsync(ServerProcess gateway, Tally tally)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            using var response = await http.SendAsync(Clients.Request(gateway, """{"prompt":"a circle","size":"512x512"}"""), HttpCompletionOption.ResponseHeadersRead);
            await using var body = await response.Content.ReadAsStreamAsync();
            var part = new byte[1 << 14];
            var length = 0;
            while (await body.ReadAsync(part) is > 0 and var read)
            {
                length += read;
                await Task.Delay(TimeSpan.FromMilliseconds(75));
            }

            if (response.IsSuccessStatusCode && length > 1 << 20) tally.Serve(Stopwatch.GetElapsedTime(start), 1);
            else tally.Lose($"{(int)response.StatusCode}, {length} bytes");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            tally.Lose(exception.Message);
        }
    }
}
