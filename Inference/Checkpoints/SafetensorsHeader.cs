using System.Buffers.Binary;
using System.Text.Json;

namespace Inference.Checkpoints;

/// <summary>One tensor's line in a safetensors header; offsets count from the end of the header.</summary>
internal sealed record HeaderEntry(string Name, StoredType Type, long[] Shape, long Begin, long End);

/// <summary>
/// The header of a safetensors file: eight bytes of length, then JSON. Read with the rules of the format's own
/// implementation (no holes, no overlaps, nothing behind the last tensor), for a file that breaks them was cut or altered.
/// </summary>
internal sealed record SafetensorsHeader(long DataStart, IReadOnlyList<HeaderEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    private const int LengthBytes = 8;

    /// <summary>The limit of the format's own implementation; a larger number means that this is another kind of file.</summary>
    private const long LongestHeader = 100_000_000;

    public static SafetensorsHeader Read(string path, ReadOnlySpan<byte> start, long fileLength)
    {
        if (fileLength < LengthBytes)
            throw new CheckpointException(path, $"is truncated: {fileLength} bytes, but a safetensors file begins with an 8-byte header length");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > LongestHeader)
            throw new CheckpointException(path, $"is not a safetensors file: its header length would be {length}, more than the {LongestHeader} allowed");
        if ((long)length > fileLength - LengthBytes)
            throw new CheckpointException(path, $"is truncated: the header is {length} bytes long, the file has {fileLength - LengthBytes} after the length");
        var dataStart = LengthBytes + (long)length;
        var (entries, metadata) = Parse(path, start.Slice(LengthBytes, (int)length));
        CheckCover(path, entries, fileLength - dataStart);
        return new SafetensorsHeader(dataStart, entries, metadata);
    }

    private static (List<HeaderEntry>, Dictionary<string, string>) Parse(string path, ReadOnlySpan<byte> json)
    {
        var entries = new List<HeaderEntry>();
        var metadata = new Dictionary<string, string>();
        var names = new HashSet<string>();
        try
        {
            using var document = JsonDocument.Parse(json.ToArray());
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name))
                    throw new CheckpointException(path, $"names {property.Name} twice in its header");
                if (property.Name == "__metadata__")
                {
                    foreach (var pair in property.Value.EnumerateObject())
                        metadata[pair.Name] = pair.Value.GetString() ?? "";
                    continue;
                }
                entries.Add(Entry(path, property.Name, property.Value));
            }
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CheckpointException(path, $"has a bad header: {bad.Message}", bad);
        }
        return (entries, metadata);
    }

    private static HeaderEntry Entry(string path, string name, JsonElement value)
    {
        var typeName = value.GetProperty("dtype").GetString() ?? "";
        if (!StoredTypes.TryParse(typeName, out var type))
            throw new CheckpointException(path, $"stores {name} as {typeName}; known are F64, F32, F16, BF16, I64, I32, I16, I8, U8 and BOOL");
        var shape = value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()).ToArray();
        var offsets = value.GetProperty("data_offsets").EnumerateArray().Select(d => d.GetInt64()).ToArray();
        if (offsets is not [var begin, var end])
            throw new CheckpointException(path, $"gives {name} {offsets.Length} data_offsets instead of begin and end");
        return new HeaderEntry(name, type, shape, begin, ByteEnd(path, name, type, shape, begin, end));
    }

    private static long ByteEnd(string path, string name, StoredType type, long[] shape, long begin, long end)
    {
        var bytes = (Int128)type.Size();
        foreach (var dimension in shape)
        {
            if (dimension < 0)
                throw new CheckpointException(path, $"gives {name} a negative dimension: [{string.Join(", ", shape)}]");
            bytes = Int128.Min(bytes * dimension, long.MaxValue);
        }
        if (begin < 0 || end < begin || bytes != end - begin)
            throw new CheckpointException(path, $"gives {name} the bytes {begin} to {end}, but {type} [{string.Join(", ", shape)}] needs {bytes}");
        return end;
    }

    private static void CheckCover(string path, List<HeaderEntry> entries, long dataLength)
    {
        entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        long covered = 0;
        HeaderEntry? before = null;
        foreach (var entry in entries)
        {
            if (entry.End > dataLength)
                throw new CheckpointException(path, $"is truncated: {entry.Name} ends at byte {entry.End} of the data, of which there are {dataLength}");
            if (entry.Begin < covered)
                throw new CheckpointException(path, $"has overlapping tensors: {entry.Name} begins at byte {entry.Begin}, {before?.Name} ends at {covered}");
            if (entry.Begin > covered)
                throw new CheckpointException(path, $"leaves the bytes {covered} to {entry.Begin} before {entry.Name} without a tensor");
            covered = entry.End;
            before = entry;
        }
        if (covered != dataLength)
            throw new CheckpointException(path, $"has {dataLength - covered} bytes after its last tensor");
    }
}
