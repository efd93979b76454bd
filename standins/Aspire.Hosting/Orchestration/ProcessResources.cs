using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestration;

/// <summary>What all resources that are run as processes have.</summary>
internal static class ProcessResources
{
    public static IResourceBuilder<T> AsProcess<T>(this IResourceBuilder<T> builder)
        where T : IResource => builder
        .WithAnnotation(InstanceAnnotation.New())
        .WithCommand(
            KnownResourceCommands.StartCommand, "Start", context => Runner(context).StartAsync(), new CommandOptions
            {
                Description = "Start this resource",
                IconName = "Play",
                IconVariant = IconVariant.Filled,
                IsHighlighted = true,
                UpdateState = context => IsIdle(context) ? ResourceCommandState.Enabled : ResourceCommandState.Hidden,
            })
        .WithCommand(
            KnownResourceCommands.StopCommand, "Stop", context => Runner(context).StopAsync(), new CommandOptions
            {
                Description = "Stop this resource",
                IconName = "Stop",
                IconVariant = IconVariant.Filled,
                IsHighlighted = true,
                UpdateState = context => IsIdle(context) ? ResourceCommandState.Hidden
                    : StateOf(context) == KnownResourceStates.Stopping ? ResourceCommandState.Disabled
                    : ResourceCommandState.Enabled,
            })
        .WithCommand(
            KnownResourceCommands.RestartCommand, "Restart", context => Runner(context).RestartAsync(), new CommandOptions
            {
                Description = "Restart this resource",
                IconName = "ArrowCounterclockwise",
                IconVariant = IconVariant.Regular,
                UpdateState = context => StateOf(context) == KnownResourceStates.Running
                    ? ResourceCommandState.Enabled
                    : ResourceCommandState.Disabled,
            });

    private static string? StateOf(UpdateCommandStateContext context) => context.ResourceSnapshot.State?.Text;

    private static bool IsIdle(UpdateCommandStateContext context) => StateOf(context) is not { } state
        || state == KnownResourceStates.NotStarted
        || KnownResourceStates.TerminalStates.Contains(state);

    private static ResourceRunner Runner(ExecuteCommandContext context) =>
        context.ServiceProvider.GetRequiredService<ResourceRunners>().Get(context.ResourceName);
}
