using Fleet;

namespace AppHost.Commands;

/// <summary>The dashboard's commands on a worker of a unit.</summary>
internal static class UnitCommands
{
    public static IResourceBuilder<ProjectResource> WithUnitCommands(
        this IResourceBuilder<ProjectResource> worker,
        Unit unit,
        IResourceBuilder<ProjectResource> gateway,
        IResourceBuilder<ProjectResource> compiler,
        string artifacts)
    {
        if (!worker.ApplicationBuilder.ExecutionContext.IsRunMode)
            return worker;
        var drain = new DrainUnit(unit, gateway.GetEndpoint(Management.Endpoint));
        var devices = new WorkerDevices(unit, worker.GetEndpoint(Management.Endpoint));
        var recompile = new RecompileUnit(unit, worker.Resource, compiler.Resource, artifacts);
        return worker
            .WithCommand("recompile", "Recompile", recompile.ExecuteAsync, new CommandOptions
            {
                Description = $"Forget what was compiled of {unit.Model.Name} for {unit.Accelerator.Name}, compile it again and restart this worker with it.",
                ConfirmationMessage = $"Compile {unit.Model.Name} for {unit.Accelerator.Name} again? This worker answers nothing until that is done.",
                IconName = "BuildingFactory",
            })
            .WithCommand("drain", "Drain the unit", context => drain.SetAsync(drained: true, context.CancellationToken), WhileRunning(
                $"Let the gateway send {unit.Name} nothing new; what it draws it finishes.", "PauseCircle"))
            .WithCommand("fail-device", "Fail a device", context => devices.FailOneAsync(context.CancellationToken), WhileRunning(
                "Let an emulated device fail, as hardware does: the worker's requests go elsewhere.", "PlugDisconnected"))
            .WithCommand("restore", "Restore", context => RestoreAsync(drain, devices, context.CancellationToken), WhileRunning(
                $"End the failure of devices and send {unit.Name} requests again.", "ArrowReset"));
    }

    private static async Task<ExecuteCommandResult> RestoreAsync(DrainUnit drain, WorkerDevices devices, CancellationToken cancellation)
    {
        var active = await drain.SetAsync(drained: false, cancellation);
        var sound = await devices.RestoreAsync(cancellation);
        return active.Success ? sound : active;
    }

    private static CommandOptions WhileRunning(string description, string icon) => new()
    {
        Description = description,
        IconName = icon,
        UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
            ? ResourceCommandState.Enabled
            : ResourceCommandState.Disabled,
    };
}
