using System.Security.Cryptography;
using Emulator.Devices;
using Emulator.Errors;

namespace Emulator.Api.Compilation;

/// <summary>
/// The serialised form of an executable: a header, the plan, a SHA-256 over both. It holds no program text;
/// loading neither parses nor plans. Only the plugin that wrote it reads it.
/// </summary>
internal static class ExecutableFile
{
    private const string Magic = "emulated executable";

    public static byte[] Write(Executable executable)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Magic);
        writer.Write(Platform.Version.Text);
        writer.Write(executable.Profile.Kind);
        writer.Write(executable.Name.Text);
        var options = executable.Options;
        writer.Write(options.Replicas);
        writer.Write(options.Partitions);
        writer.Write(options.Spmd);
        writer.Write(options.Portable);
        writer.Write(options.Devices.Length);
        foreach (var device in options.Devices)
            writer.Write(device);
        writer.Write(executable.Cost.Flops);
        writer.Write(executable.Cost.Bytes);
        writer.Write(executable.Plan.Length);
        writer.Write(executable.Plan);
        writer.Flush();
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="ProgramException">INVALID_ARGUMENT: not such bytes, damaged, of another version or kind.</exception>
    public static Executable Read(ReadOnlySpan<byte> bytes, ClientOptions device)
    {
        if (bytes.Length <= SHA256.HashSizeInBytes)
            throw ProgramException.Invalid($"{bytes.Length} bytes are no serialised executable");
        var content = bytes[..^SHA256.HashSizeInBytes];
        using var reader = new BinaryReader(new MemoryStream(content.ToArray()));
        try
        {
            if (reader.ReadString() != Magic)
                throw ProgramException.Invalid("the bytes are no executable of the emulated device");
            var version = reader.ReadString();
            if (version != Platform.Version.Text)
                throw ProgramException.Invalid($"the executable was serialised by '{version}', this is '{Platform.Version.Text}'; compile it again");
            if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..]))
                throw ProgramException.Invalid("the serialised executable is damaged: its hash differs");
            var kind = reader.ReadString();
            if (kind != device.Profile.Kind)
                throw ProgramException.Invalid($"the executable was compiled for {kind}, this device is a {device.Profile.Kind}");
            return ReadBody(reader, device.Profile);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException or IOException)
        {
            throw ProgramException.Invalid($"the bytes are no executable of the emulated device: {e.Message}");
        }
    }

    private static Executable ReadBody(BinaryReader reader, DeviceProfile profile)
    {
        var name = reader.ReadString();
        var options = new CompileOptions(reader.ReadInt32(), reader.ReadInt32(), reader.ReadBoolean(), reader.ReadBoolean(), new int[reader.ReadInt32()]);
        for (var i = 0; i < options.Devices.Length; i++)
            options.Devices[i] = reader.ReadInt32();
        var cost = new Cost(reader.ReadDouble(), reader.ReadDouble());
        var plan = reader.ReadBytes(reader.ReadInt32());
        return Executable.Loaded(name, options, profile, cost, plan);
    }
}
