using System.Security.Cryptography;
using Emulator.Buffers;
using Emulator.Devices;
using Emulator.Planning;

namespace Emulator.Api.Compilation;

/// <summary>A compiled program with what the API tells of it; never changed, shared by all handles to it.</summary>
internal sealed class Executable
{
    private readonly Lazy<byte[]> _plan;

    private Executable(string name, CompileOptions options, DeviceProfile profile, Cost cost, CompiledProgram program, byte[]? plan)
    {
        (Options, Profile, Cost, Program) = (options, profile, cost, program);
        Name = new PinnedText(name);
        _plan = new Lazy<byte[]>(() => plan ?? program.Serialize());
        Parameters = [.. program.Parameters.Select(DeviceShape.Of)];
        Results = [.. program.Results.Select(DeviceShape.Of)];
        DonorOf = new int[Results.Length];
        Array.Fill(DonorOf, -1);
        for (var parameter = 0; parameter < program.Aliases.Length; parameter++)
        {
            if (program.Aliases[parameter] >= 0)
                DonorOf[program.Aliases[parameter]] = parameter;
        }
        Outputs = new OutputDescription(Results, Parameters.Length);
    }

    public PinnedText Name { get; }

    public CompileOptions Options { get; }

    public DeviceProfile Profile { get; }

    public Cost Cost { get; }

    public CompiledProgram Program { get; }

    public DeviceShape[] Parameters { get; }

    public DeviceShape[] Results { get; }

    /// <summary>For each result the parameter whose memory it takes; -1 for memory of its own.</summary>
    public int[] DonorOf { get; }

    public OutputDescription Outputs { get; }

    public long ArgumentBytes => Parameters.Sum(p => p.Bytes);

    public long OutputBytes => Results.Sum(r => r.Bytes);

    public long AliasBytes => Results.Where((_, i) => DonorOf[i] >= 0).Sum(r => r.Bytes);

    /// <summary>The serialised plan.</summary>
    public byte[] Plan => _plan.Value;

    public PinnedText Fingerprint => field ??= new PinnedText(Convert.ToHexStringLower(SHA256.HashData(Plan)));

    public static Executable Compiled(string name, CompileOptions options, DeviceProfile profile, Cost cost, CompiledProgram program)
        => new(name, options, profile, cost, program, null);

    public static Executable Loaded(string name, CompileOptions options, DeviceProfile profile, Cost cost, byte[] plan)
        => new(name, options, profile, cost, CompiledProgram.Deserialize(plan), plan);

    public Executable With(CompileOptions options) => new(Name.Text, options, Profile, Cost, Program, _plan.IsValueCreated ? Plan : null);
}
