using System.Runtime.InteropServices;
using Emulator.Ir;
using Emulator.Planning.Format;

namespace Emulator.Planning;

/// <summary>A program ready to run: the plan, and its constants in memory.</summary>
internal sealed unsafe class CompiledProgram
{
    private const nuint Alignment = 64;
    private readonly nint[] _constants;

    private CompiledProgram(Plan plan)
    {
        Plan = plan;
        // Before anything that may throw: the finalizer frees what is there.
        _constants = new nint[plan.Constants.Length];
        Parameters = Array.ConvertAll(plan.Parameters, t => t.ToType());
        Results = Array.ConvertAll(plan.Results, t => t.ToType());
        for (var i = 0; i < _constants.Length; i++)
            _constants[i] = Copy(plan.Constants[i]);
    }

    ~CompiledProgram()
    {
        foreach (var constant in _constants ?? [])
            NativeMemory.AlignedFree((void*)constant);
    }

    public Plan Plan { get; }

    public TensorType[] Parameters { get; }

    public TensorType[] Results { get; }

    /// <summary>For each parameter the result that takes its memory, or -1.</summary>
    public int[] Aliases => Plan.Aliases;

    public int Replicas => Plan.Replicas;

    public int Partitions => Plan.Partitions;

    /// <summary>Bytes of arena that each device needs, see <see cref="Execution.DeviceLaunch.Arena"/>.</summary>
    public long ArenaBytes => Plan.ArenaBytes;

    /// <summary>Bytes of constants, held once for all devices.</summary>
    public long ConstantBytes => Plan.Constants.Sum(c => (long)c.Length);

    /// <summary>Where each constant lies.</summary>
    public ReadOnlySpan<nint> Constants => _constants;

    /// <exception cref="Errors.ProgramException">UNIMPLEMENTED for operations or types that the device does not have.</exception>
    public static CompiledProgram Compile(Module module, ProgramOptions options) => new(Planner.Plan(module, options));

    /// <exception cref="Errors.ProgramException">The bytes are none of <see cref="Serialize"/>, or of another version.</exception>
    public static CompiledProgram Deserialize(ReadOnlySpan<byte> bytes) => new(PlanFormat.Read(bytes));

    public byte[] Serialize() => PlanFormat.Write(Plan);

    private static nint Copy(byte[] bytes)
    {
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, bytes.Length), Alignment);
        bytes.CopyTo(new Span<byte>(memory, bytes.Length));
        return (nint)memory;
    }
}
