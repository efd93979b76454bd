using System.Runtime.InteropServices;

namespace Pjrt.Native;

/// <summary>Loads a plugin's library and says in short what is wrong with one that cannot be used.</summary>
internal static class PluginLibrary
{
    private const string Entry = "GetPjrtApi";

    /// <summary>The address of the one function that a plugin exports.</summary>
    /// <exception cref="DllNotFoundException">The file is absent or cannot be loaded.</exception>
    /// <exception cref="EntryPointNotFoundException">The library has no <c>GetPjrtApi</c>.</exception>
    public static nint EntryPoint(string file)
    {
        if (Directory.Exists(file))
            throw new DllNotFoundException($"The plugin {file} is a folder; the path of its library is wanted.");
        if (!File.Exists(file))
            throw new DllNotFoundException($"There is no plugin {file}.");
        return NativeLibrary.TryGetExport(Load(file), Entry, out var address)
            ? address
            : throw new EntryPointNotFoundException($"{file} is no PJRT plugin: it exports no {Entry}.");
    }

    private static nint Load(string file)
    {
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException refused)
        {
            throw new DllNotFoundException($"The plugin cannot be loaded: {Cause(refused.Message)}", refused);
        }
    }

    // The runtime's own text starts with a line on tools for finding out more; below it stands what the loader said.
    private static string Cause(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', lines.Length > 1 ? lines[1..].Distinct() : lines);
    }
}
