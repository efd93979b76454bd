using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Inference.Programs;

namespace Inference.Artifacts;

/// <summary>Names a compiled program by everything that went into it: 64 lower-case hexadecimal digits.</summary>
public readonly record struct ArtifactKey(string Value)
{
    /// <summary>Changes when the store's own form does, so that old entries are never read as new ones.</summary>
    private const string Format = "inference-artifact-1";

    /// <summary>The key of a program compiled for a target.</summary>
    public static ArtifactKey For(StageProgram program, ArtifactTarget target)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(Format));
        Append(hash, Encoding.UTF8.GetBytes(program.Text));
        Append(hash, program.Options.ToProto());
        foreach (var part in (ReadOnlySpan<string>)[target.Platform, target.PlatformVersion, target.DeviceKind, target.Topology, target.Libraries, target.Flags])
            Append(hash, Encoding.UTF8.GetBytes(part));
        return new ArtifactKey(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Each part follows its length, so that no two lists of parts give the same bytes.</summary>
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
