using Pjrt.Native;

namespace Pjrt.Tests.Native;

public sealed class StructSizesTests
{
    [Theory]
    [InlineData(54, 24, 72, 185, 72, 104, 48)]
    [InlineData(61, 24, 88, 185, 72, 104, 48)]
    [InlineData(70, 24, 88, 185, 80, 104, 48)]
    [InlineData(81, 32, 88, 185, 112, 112, 64)]
    [InlineData(104, 32, 88, 185, 120, 144, 64)]
    [InlineData(106, 32, 88, 185, 120, 144, 64)]
    [InlineData(111, 32, 88, 185, 121, 144, 72)]
    [InlineData(114, 32, 88, 201, 144, 144, 72)]
    [InlineData(999, 32, 88, 201, 144, 144, 72)]
    public void Follow_the_plugins_minor(
        int minor, int attributes, int create, int deviceStats, int execute, int compiledStats, int load) =>
        Assert.Equal(
            new StructSizes
            {
                PluginAttributes = attributes,
                ClientCreate = create,
                DeviceMemoryStats = deviceStats,
                ExecuteOptions = execute,
                CompiledMemoryStats = compiledStats,
                DeserializeAndLoad = load,
            },
            StructSizes.For(minor));

    /// <summary>A struct must hold all that its newest size says, padded to eight bytes.</summary>
    [Fact]
    public unsafe void Are_no_larger_than_the_structs()
    {
        var sizes = StructSizes.For(StructSizes.NewestMinor);
        Assert.Equal(sizes.ClientCreate, sizeof(ClientCreateArguments));
        Assert.Equal(Padded(sizes.DeviceMemoryStats), sizeof(MemoryStatsArguments));
        Assert.Equal(sizes.ExecuteOptions, sizeof(ExecuteOptions));
        Assert.Equal(sizes.CompiledMemoryStats, sizeof(CompiledMemoryArguments));
        Assert.Equal(sizes.DeserializeAndLoad, sizeof(DeserializeArguments));
        Assert.Equal(BufferFromHostArguments.Size, sizeof(BufferFromHostArguments));
        Assert.Equal(ExecuteArguments.Size, sizeof(ExecuteArguments));
        Assert.Equal(CompileArguments.Size, sizeof(CompileArguments));
        Assert.Equal(ProgramText.Size, sizeof(ProgramText));
        Assert.Equal(ToHostArguments.Size, sizeof(ToHostArguments));
        Assert.Equal(SerializeArguments.Size, sizeof(SerializeArguments));
        Assert.Equal(EventOnReadyArguments.Size, sizeof(EventOnReadyArguments));
        Assert.Equal(Padded(FlagArguments.Size), sizeof(FlagArguments));
        Assert.Equal(Padded(Int32Arguments.Size), sizeof(Int32Arguments));
    }

    private static int Padded(int size) => (size + 7) / 8 * 8;
}
