using Emulator.Api;
using Emulator.Errors;

namespace Emulator.Objects;

/// <summary>A PJRT_Error: code and message.</summary>
internal sealed class PluginError : PluginObject
{
    private PluginError(ErrorCode code, string message)
        : base(ObjectKind.Error, Counters.Process)
    {
        Code = code;
        Message = new PinnedText(message);
    }

    public ErrorCode Code { get; }

    public PinnedText Message { get; }

    /// <summary>A new error object for the caller; null (0) for no exception.</summary>
    public static nint Make(Exception? exception) => exception switch
    {
        null => 0,
        ProgramException e => new PluginError(e.Code, e.Message).Handle,
        OutOfMemoryException e => new PluginError(ErrorCode.ResourceExhausted, $"out of host memory: {e.Message}").Handle,
        _ => new PluginError(ErrorCode.Internal, $"the emulated device failed: {exception.GetType().Name}: {exception.Message}{Place(exception)}").Handle,
    };

    private static string Place(Exception exception)
    {
        var trace = exception.StackTrace ?? "";
        var end = trace.IndexOf('\n');
        return trace.Length == 0 ? "" : $" ({(end < 0 ? trace : trace[..end]).Trim()})";
    }
}
