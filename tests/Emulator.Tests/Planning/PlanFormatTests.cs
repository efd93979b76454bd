using Emulator.Errors;
using Emulator.Planning;
using Emulator.Tests.Execution;

namespace Emulator.Tests.Planning;

/// <summary>Serialised programs: compact, and refused when they are not what they should be.</summary>
public sealed class PlanFormatTests
{
    private static byte[] Bytes { get; } = ProgramHost.Compile(Attention.Text(2, 30, 8)).Serialize();

    [Fact]
    public void A_program_is_the_same_after_a_round_trip()
        => Assert.Equal(Bytes, CompiledProgram.Deserialize(Bytes).Serialize());

    [Fact]
    public void A_program_is_small() => Assert.InRange(Bytes.Length, 100, 1000);

    [Fact]
    public void Other_bytes_are_refused()
        => Assert.Equal(ErrorCode.InvalidArgument, Assert.Throws<ProgramException>(() => CompiledProgram.Deserialize("no program at all"u8)).Code);

    [Fact]
    public void Another_version_is_refused()
    {
        var bytes = (byte[])Bytes.Clone();
        bytes[5] ^= 1;
        Assert.Equal(ErrorCode.FailedPrecondition, Assert.Throws<ProgramException>(() => CompiledProgram.Deserialize(bytes)).Code);
    }

    [Fact]
    public void Damage_is_refused_and_never_crashes()
    {
        Assert.Throws<ProgramException>(() => CompiledProgram.Deserialize(Bytes.AsSpan(0, Bytes.Length - 3)));
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var bytes = (byte[])Bytes.Clone();
            bytes[random.Next(16, bytes.Length)] ^= (byte)random.Next(1, 256);
            Assert.Equal(ErrorCode.InvalidArgument, Assert.Throws<ProgramException>(() => CompiledProgram.Deserialize(bytes)).Code);
        }
    }
}
