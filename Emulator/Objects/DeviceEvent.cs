namespace Emulator.Objects;

/// <summary>A PJRT_Event: a caller's view of a completion.</summary>
internal sealed class DeviceEvent(Completion completion, Counters counters) : PluginObject(ObjectKind.Event, counters)
{
    public Completion Completion { get; } = completion;
}
