using System.Runtime.InteropServices;
using Inference.Checkpoints;

namespace Inference.Tests.Checkpoints;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private SafetensorsFile Open(string header, byte[] data, long? claimed = null) =>
        SafetensorsFile.Open(Safetensors.Write(_folder.Path, "a.safetensors", header, data, claimed));

    [Fact]
    public void Tensors_have_their_name_type_shape_and_bytes()
    {
        var header = "{" + Safetensors.Entry("second", "F32", "[2,1]", 2, 10) + "," + Safetensors.Entry("first", "BF16", "[]", 0, 2) + "}  ";
        using var file = Open(header, [0xC0, 0x3F, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]);
        Assert.Equal([1.5f], file.Tensors["first"].ToFloats());
        Assert.Equal([1f, -2f], file.Tensors["second"].ToFloats());
        Assert.Equal([2L, 1L], file.Tensors["second"].Shape);
        Assert.Equal(StoredType.BF16, file.Tensors["first"].Type);
        Assert.Equal([-2f], Part(file.Tensors["second"]));

        static float[] Part(StoredTensor tensor)
        {
            var part = new float[1];
            tensor.CopyTo(part, first: 1);
            return part;
        }
    }

    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void Every_sixteen_bit_float_converts_exactly(string type)
    {
        var bits = Enumerable.Range(0, 65536).Select(i => (ushort)i).ToArray();
        using var file = Open("{" + Safetensors.Entry("x", type, "[65536]", 0, 131072) + "}", MemoryMarshal.AsBytes(bits.AsSpan()).ToArray());
        var floats = file.Tensors["x"].ToFloats();
        for (var i = 0; i < bits.Length; i++)
        {
            var expected = type == "F16" ? (float)BitConverter.UInt16BitsToHalf(bits[i]) : BitConverter.UInt32BitsToSingle((uint)bits[i] << 16);
            Assert.True(float.IsNaN(expected) ? float.IsNaN(floats[i]) : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(floats[i]), $"{type} {bits[i]:X4}");
        }
    }

    public static TheoryData<string, int, string> Damaged => new()
    {
        { "{" + Safetensors.Entry("x", "F32", "[4]", 0, 16) + "}", 12, "truncated: x ends at byte 16 of the data, of which there are 12" },
        { "{" + Safetensors.Entry("x", "F32", "[1]", 0, 4) + "," + Safetensors.Entry("y", "F32", "[1]", 2, 6) + "}", 6, "overlapping tensors: y begins at byte 2, x ends at 4" },
        { "{" + Safetensors.Entry("x", "F32", "[1]", 0, 4) + "," + Safetensors.Entry("y", "F32", "[1]", 8, 12) + "}", 12, "leaves the bytes 4 to 8 before y without a tensor" },
        { "{" + Safetensors.Entry("x", "F32", "[1]", 0, 4) + "}", 6, "2 bytes after its last tensor" },
        { "{" + Safetensors.Entry("x", "F32", "[3]", 0, 8) + "}", 8, "F32 [3] needs 12" },
        { "{" + Safetensors.Entry("x", "F32", "[9223372036854775807,9]", 0, 8) + "}", 8, "needs 9223372036854775807" },
        { "{" + Safetensors.Entry("x", "F32", "[-1]", 0, 4) + "}", 4, "negative dimension" },
        { "{" + Safetensors.Entry("x", "F8_E4M3", "[1]", 0, 1) + "}", 1, "stores x as F8_E4M3; known are" },
        { "{" + Safetensors.Entry("x", "F32", "[1]", 0, 4) + "," + Safetensors.Entry("x", "F32", "[1]", 4, 8) + "}", 8, "names x twice" },
        { "{\"x\":{\"dtype\":\"F32\"}}", 0, "bad header" },
        { "[1]", 0, "bad header" },
        { "{\"x\":", 0, "bad header" },
    };

    [Theory, MemberData(nameof(Damaged))]
    public void A_damaged_file_says_what_is_wrong_and_where(string header, int dataLength, string problem)
    {
        var error = Assert.Throws<CheckpointException>(() => Open(header, new byte[dataLength]));
        Assert.Contains("a.safetensors", error.Message);
        Assert.Contains(problem, error.Message);
    }

    [Theory]
    [InlineData(1000, "truncated: the header is 1000 bytes long")]
    [InlineData(long.MaxValue, "not a safetensors file")]
    [InlineData(-1, "not a safetensors file")]
    public void A_header_length_beyond_the_file_is_refused(long claimed, string problem) =>
        Assert.Contains(problem, Assert.Throws<CheckpointException>(() => Open("{}", [], claimed)).Message);

    [Fact]
    public void An_empty_a_short_and_a_missing_file_are_refused()
    {
        Assert.Contains("empty", Assert.Throws<CheckpointException>(() => SafetensorsFile.Open(_folder.Write("e.safetensors", ""))).Message);
        Assert.Contains("truncated: 3 bytes", Assert.Throws<CheckpointException>(() => SafetensorsFile.Open(_folder.Write("s.safetensors", "abc"))).Message);
        Assert.Contains("does not exist", Assert.Throws<CheckpointException>(() => SafetensorsFile.Open(Path.Combine(_folder.Path, "none"))).Message);
    }
}
