namespace Gateway.Costs;

/// <summary>Keeps the bill and looks at the budgets, once a second.</summary>
internal sealed class CostWatch(CostMeter costs, BudgetAlarm alarm, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            costs.Look();
            alarm.Look();
        }
    }
}
