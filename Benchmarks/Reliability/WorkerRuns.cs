namespace Benchmarks.Reliability;

/// <summary>Workers and gateways go, and come, while clients send.</summary>
internal static class WorkerRuns
{
    private const int Count = 16;

    public static async Task RunAsync(RunReport report)
    {
        await using (var stage = await Stage.StartAsync())
        {
            using var clients = new Clients(stage.Gateway);
            report.Add("nothing happens", await clients.DuringAsync(Count, () => Task.Delay(TimeSpan.FromSeconds(3))));
            report.Add("a worker is killed (SIGKILL) and started again, twice", await clients.DuringAsync(Count, async () =>
            {
                foreach (var worker in stage.Workers[..2])
                {
                    await worker.KillAsync();
                    await Task.Delay(TimeSpan.FromSeconds(1));
                    await worker.StartAsync();
                    await stage.ReadyAsync(stage.Workers.Length);
                }
            }));
            report.Add("a worker is drained (SIGTERM)", await clients.DuringAsync(Count, stage.Workers[0].StopAsync));
            await stage.Workers[0].StartAsync();
            await stage.ReadyAsync(stage.Workers.Length);
            report.Add("roll-out: each worker is replaced, one after the other", await clients.DuringAsync(Count, async () =>
            {
                foreach (var worker in stage.Workers)
                {
                    await worker.StopAsync();
                    await worker.StartAsync();
                    await stage.ReadyAsync(stage.Workers.Length);
                }
            }));
            report.Add("scale-down from four workers to one", await clients.DuringAsync(Count, async () =>
            {
                foreach (var worker in stage.Workers[1..]) await worker.StopAsync();
            }));
            await stage.Workers[0].KillAsync();
            var nothing = new Tally();
            for (var request = 0; request < 100; request++) await clients.SendAsync(nothing);
            report.Add("no worker is left, 100 requests", nothing, "times are those of the 503");
        }

        await using (var stage = await Stage.StartAsync(sleeps: true))
        {
            using var clients = new Clients(stage.Gateway);
            foreach (var worker in stage.Workers) await worker.StopAsync();
            await stage.ReadyAsync(0);
            var tally = new Tally();
            var requests = Enumerable.Range(0, 100).Select(_ => clients.SendAsync(tally)).ToArray();
            await stage.HeldAsync(requests.Length);
            await stage.Workers[0].StartAsync();
            await Task.WhenAll(requests);
            report.Add("scale from zero: 100 requests wait for one worker that starts", tally);
        }

        await using (var stage = await Stage.StartAsync(gateways: 2))
        {
            using var clients = new Clients(stage.Gateways);
            report.Add("one of two gateways is drained (SIGTERM)", await clients.DuringAsync(Count, async () =>
            {
                var stopping = stage.Gateway.StopAsync();
                // Who leads requests there sees readiness within the delay.
                while (await stage.GetAsync(stage.Gateway.Address + "/readiness") is not null) await Task.Delay(20);
                clients.TakeOut(stage.Gateway);
                await stopping;
            }));
        }
    }
}
