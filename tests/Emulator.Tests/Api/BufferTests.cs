using Emulator.Api;
using Emulator.Errors;

namespace Emulator.Tests.Api;

public sealed class BufferTests
{
    [Fact]
    public void A_tensor_goes_to_the_device_and_back()
    {
        using var client = new RawClient();
        var buffer = client.Upload([1, 2, 3, 4, 5, 6], [2, 3]);
        Assert.Equal([1, 2, 3, 4, 5, 6], client.Download(buffer));
        Assert.Equal(11, new Arguments(28).Set(16, buffer).Call(ApiFunction.BufferElementType).GetInt(24));
        Assert.Equal([2L, 3], new Arguments(40).Set(16, buffer).Call(ApiFunction.BufferDimensions).GetList<long>(24, 32));
        Assert.Equal(24, new Arguments(32).Set(16, buffer).Call(ApiFunction.BufferOnDeviceSizeInBytes).Get(24));
        Assert.Equal(client.Devices[0], new Arguments(32).Set(16, buffer).Call(ApiFunction.BufferDevice).Get(24));
        RawApi.Destroy(ApiFunction.BufferDestroy, buffer);
    }

    [Theory]
    [InlineData(new long[] { 2, 2 }, new long[] { 12, 4 }, new float[] { 0, 1, 3, 4 })]
    [InlineData(new long[] { 3, 2 }, new long[] { 4, 12 }, new float[] { 0, 3, 1, 4, 2, 5 })]
    [InlineData(new long[] { 2, 1 }, new long[] { 12, 4 }, new float[] { 0, 3 })]
    [InlineData(new long[] { 2, 2 }, new long[] { 0, 8 }, new float[] { 0, 2, 0, 2 })]
    [InlineData(new long[] { 0, 2 }, new long[] { 12, 4 }, new float[] { })]
    public void Byte_strides_choose_a_part_of_the_host_tensor(long[] dims, long[] strides, float[] expected)
    {
        using var client = new RawClient();
        var buffer = client.Upload([0, 1, 2, 3, 4, 5], dims, strides: strides);
        Assert.Equal(expected, client.Download(buffer));
        RawApi.Destroy(ApiFunction.BufferDestroy, buffer);
    }

    [Fact]
    public void Memory_is_counted_and_exhausted()
    {
        using var client = new RawClient(("memory_bytes", 1000L));
        var first = client.Upload(new float[100], [100]);
        Assert.Equal((400, 400, 1000), client.MemoryStats());
        var second = client.Upload(new float[150], [150]);
        var error = RawApi.Refused(ErrorCode.ResourceExhausted, () => client.Upload(new float[1], [1]));
        Assert.Contains("4 bytes asked, 0 of 1000 free", error.Message);
        RawApi.Destroy(ApiFunction.BufferDestroy, first);
        Assert.Equal((600, 1000, 1000), client.MemoryStats());
        Assert.Equal(0, client.MemoryStats(1).InUse);
        RawApi.Destroy(ApiFunction.BufferDestroy, second);
    }

    [Fact]
    public void A_deleted_buffer_is_gone_but_must_be_destroyed()
    {
        using var client = new RawClient();
        var buffer = client.Upload([1], [1]);
        new Arguments(24).Set(16, buffer).Call(ApiFunction.BufferDelete);
        Assert.True(new Arguments(25).Set(16, buffer).Call(ApiFunction.BufferIsDeleted).GetFlag(24));
        Assert.Contains("deleted or donated buffer", RawApi.Refused(ErrorCode.InvalidArgument, () => client.Download(buffer)).Message);
        Assert.Equal(0, client.MemoryStats().InUse);
        Assert.Equal(1, client.Counters().Get(24 + 3 * 8));
        RawApi.Destroy(ApiFunction.BufferDestroy, buffer);
        Assert.Equal(0, client.Counters().Get(24 + 3 * 8));
    }

    [Fact]
    public void A_copy_lives_on_its_own_device()
    {
        using var client = new RawClient(("device_count", 2L));
        var buffer = client.Upload([1, 2], [2]);
        var copy = new Arguments(40).Set(16, buffer).Set(24, client.Devices[1]).Call(ApiFunction.BufferCopyToDevice).Get(32);
        RawApi.Destroy(ApiFunction.BufferDestroy, buffer);
        Assert.Equal([1, 2], client.Download(copy));
        Assert.Equal((0, 8), (client.MemoryStats(0).InUse, client.MemoryStats(1).InUse));
        RawApi.Destroy(ApiFunction.BufferDestroy, copy);
    }

    [Fact]
    public unsafe void A_part_is_read_raw()
    {
        using var client = new RawClient();
        var buffer = client.Upload([1, 2, 3, 4], [4]);
        var target = Pinned.New<float>(2);
        RawApi.Await(new Arguments(56).Set(16, buffer).Set(24, (nint)Pinned.Pointer(target)).Set(32, 4).Set(40, 8).Call(ApiFunction.BufferCopyRawToHost).Get(48));
        Assert.Equal([2, 3], target);
        RawApi.Refused(ErrorCode.InvalidArgument, () => new Arguments(56).Set(16, buffer).Set(32, 12).Set(40, 8).Call(ApiFunction.BufferCopyRawToHost));
        RawApi.Destroy(ApiFunction.BufferDestroy, buffer);
    }
}
