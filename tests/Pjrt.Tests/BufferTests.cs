using System.Runtime.InteropServices;

namespace Pjrt.Tests;

public sealed class BufferTests
{
    public static TheoryData<string> All => Plugins.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Knows_its_type_shape_device_and_size(string name)
    {
        using var client = Plugins.Open(name, devices: 2);
        using var buffer = client.BufferFromHost(new Half[6], [3, 2], client.Devices[1]);
        Assert.Equal(ElementType.F16, buffer.ElementType);
        Assert.Equal([3L, 2], buffer.Dimensions);
        Assert.Same(client.Devices[1], buffer.Device);
        Assert.InRange(buffer.SizeInBytes, 12, 4096);
        Assert.False(buffer.IsDeleted);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gives_back_what_it_was_given_in_every_type(string name)
    {
        using var client = Plugins.Open(name);
        RoundTrip(client, [1.5f, -2]);
        RoundTrip(client, [1.5, -2]);
        RoundTrip(client, [(Half)1.5, (Half)(-2)]);
        RoundTrip(client, [true, false]);
        RoundTrip(client, new sbyte[] { 1, -2 });
        RoundTrip(client, new byte[] { 1, 255 });
        RoundTrip(client, new short[] { 1, -2 });
        RoundTrip(client, new ushort[] { 1, 65535 });
        RoundTrip(client, [1, -2]);
        RoundTrip(client, new uint[] { 1, uint.MaxValue });
        RoundTrip(client, new long[] { 1, -2 });
        RoundTrip(client, new ulong[] { 1, ulong.MaxValue });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Takes_bfloat16_as_bytes(string name)
    {
        using var client = Plugins.Open(name);
        ushort[] bits = [0x3FC0, 0xC000];
        using var buffer = client.BufferFromHost(
            MemoryMarshal.AsBytes(bits.AsSpan()), ElementType.BF16, [2], default, client.Devices[0]);
        Assert.Equal(ElementType.BF16, buffer.ElementType);
        Assert.Equal(bits, buffer.ToArray<ushort>());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Reads_a_slice_by_strides(string name)
    {
        // Columns 2 and 3 of a [3, 4] matrix: a column shard of a weight, straight from the whole weight.
        using var client = Plugins.Open(name);
        var whole = Enumerable.Range(0, 12).Select(i => (float)i).ToArray();
        var from = MemoryMarshal.AsBytes(whole.AsSpan(2));
        using var buffer = client.BufferFromHost(from, ElementType.F32, [3, 2], [16, 4], client.Devices[0]);
        Assert.Equal([2f, 3, 6, 7, 10, 11], buffer.ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Reads_a_transposed_array_by_strides(string name)
    {
        using var client = Plugins.Open(name);
        int[] rows = [1, 2, 3, 4, 5, 6];
        using var buffer = client.BufferFromHost(
            MemoryMarshal.AsBytes(rows.AsSpan()), ElementType.S32, [3, 2], [4, 12], client.Devices[0]);
        Assert.Equal([1, 4, 2, 5, 3, 6], buffer.ToArray<int>());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Holds_scalars_and_arrays_without_elements(string name)
    {
        using var client = Plugins.Open(name);
        using var scalar = client.BufferFromHost([42], [], client.Devices[0]);
        Assert.Empty(scalar.Dimensions);
        Assert.Equal([42], scalar.ToArray<int>());
        using var empty = client.BufferFromHost(Array.Empty<float>(), [0, 3], client.Devices[0]);
        Assert.Equal([0L, 3], empty.Dimensions);
        Assert.Empty(empty.ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Is_copied_during_the_call(string name)
    {
        using var client = Plugins.Open(name);
        float[] data = [1, 2, 3];
        using var buffer = client.BufferFromHost(data, [3], client.Devices[0]);
        Array.Clear(data);
        Assert.Equal([1f, 2, 3], buffer.ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Refuses_what_does_not_fit(string name)
    {
        using var client = Plugins.Open(name);
        var device = client.Devices[0];
        Assert.Throws<ArgumentException>(() => client.BufferFromHost([1f, 2], [3], device));
        Assert.Throws<ArgumentException>(() => client.BufferFromHost(new byte[16], ElementType.F32, [2, 2], [12, 4], device));
        Assert.Throws<ArgumentException>(() => client.BufferFromHost(new byte[16], ElementType.F32, [2, 2], [8], device));
        using var buffer = client.BufferFromHost([1f, 2, 3], [3], device);
        Assert.Throws<ArgumentException>(() => buffer.ToArray<double>());
        Assert.Throws<PjrtException>(() => buffer.ToHost(new byte[4]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Cannot_be_read_after_it_is_deleted(string name)
    {
        using var client = Plugins.Open(name);
        using var buffer = client.BufferFromHost([1f], [1], client.Devices[0]);
        buffer.Delete();
        Assert.True(buffer.IsDeleted);
        var exception = Assert.Throws<PjrtException>(() => buffer.ToHost(new byte[4]));
        Assert.Equal(PjrtErrorCode.InvalidArgument, exception.Code);
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.IsDeleted);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Is_copied_to_another_device(string name)
    {
        using var client = Plugins.Open(name, devices: 2);
        using var buffer = client.BufferFromHost([1f, 2], [2], client.Devices[0]);
        using var copy = buffer.CopyTo(client.Devices[1]);
        Assert.Same(client.Devices[1], copy.Device);
        Assert.Equal([1f, 2], copy.ToArray<float>());
    }

    private static void RoundTrip<T>(PjrtClient client, T[] values)
        where T : unmanaged
    {
        using var buffer = client.BufferFromHost(values, [values.Length], client.Devices[0]);
        Assert.Equal(values, buffer.ToArray<T>());
    }
}
