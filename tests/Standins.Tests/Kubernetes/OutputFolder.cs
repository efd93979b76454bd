using System.Text;

namespace Standins.Tests.Kubernetes;

/// <summary>A folder to publish to, gone with the test.</summary>
internal sealed class OutputFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("chart-").FullName;

    /// <summary>Every file below a folder; Latin-1, so that each byte counts and a difference can be read.</summary>
    public static Dictionary<string, string> Read(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => System.IO.Path.GetRelativePath(folder, file), file => Encoding.Latin1.GetString(File.ReadAllBytes(file)));

    public string Text(params string[] parts) => File.ReadAllText(System.IO.Path.Combine([Path, .. parts]));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
