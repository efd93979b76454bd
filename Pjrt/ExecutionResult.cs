namespace Pjrt;

/// <summary>What an execution gives: its outputs at once, their contents when it is done.</summary>
public sealed class ExecutionResult
{
    internal ExecutionResult(PjrtBuffer[][] outputs, Task completion) => (Outputs, Completion) = (outputs, completion);

    /// <summary>Outputs of each device, in the order of the executable's devices; the caller disposes them.</summary>
    public PjrtBuffer[][] Outputs { get; }

    /// <summary>Completes when all devices are done; fails with a <see cref="PjrtException"/> if one failed.</summary>
    public Task Completion { get; }
}
