using Emulator.Ir;

namespace Emulator.Errors;

/// <summary>What a caller of the plugin did wrong, or what a device could not do; becomes a PJRT_Error at the table's edge.</summary>
internal sealed class ProgramException(ErrorCode code, string message) : Exception(message)
{
    public ErrorCode Code { get; } = code;

    public static ProgramException Invalid(string message) => new(ErrorCode.InvalidArgument, message);

    public static ProgramException Invalid(Location location, string message) => new(ErrorCode.InvalidArgument, $"{location}: {message}");

    public static ProgramException Unimplemented(string message) => new(ErrorCode.Unimplemented, message);

    public static ProgramException Unimplemented(Location location, string message) => new(ErrorCode.Unimplemented, $"{location}: {message}");

    public static ProgramException Exhausted(string message) => new(ErrorCode.ResourceExhausted, message);

    public static ProgramException Precondition(string message) => new(ErrorCode.FailedPrecondition, message);
}
