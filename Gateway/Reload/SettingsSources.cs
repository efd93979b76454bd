using Microsoft.Extensions.Configuration.Json;

namespace Gateway.Reload;

/// <summary>
/// Where the settings come from, to be read again as a whole: a file with a mistake in it changes nothing, where the
/// framework's own reload would take its settings for absent.
/// </summary>
internal sealed class SettingsSources
{
    /// <summary>The setting that names a file of settings beside appsettings.json; it goes before the environment.</summary>
    public const string FileSetting = "Gateway:SettingsFile";

    private readonly IConfigurationSource[] _sources;

    public SettingsSources(ConfigurationManager configuration)
    {
        if (configuration[FileSetting] is { Length: > 0 } file)
        {
            try
            {
                configuration.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                throw new SettingsException($"{FileSetting} is '{file}': {Explain(exception)}", exception);
            }
        }

        _sources = [.. ((IConfigurationBuilder)configuration).Sources];
        Files = [.. _sources.OfType<JsonConfigurationSource>().Select(json => json.FileProvider?.GetFileInfo(json.Path!).PhysicalPath).OfType<string>()];
    }

    /// <summary>The JSON files among them.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Reads all of them anew.</summary>
    /// <exception cref="SettingsException">A file is no JSON.</exception>
    public IConfigurationRoot Read()
    {
        var builder = new ConfigurationBuilder();
        foreach (var source in _sources)
        {
            builder.Add(source is JsonConfigurationSource json
                ? new JsonConfigurationSource { FileProvider = json.FileProvider, Path = json.Path!, Optional = json.Optional }
                : source);
        }

        try
        {
            return builder.Build();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new SettingsException(Explain(exception), exception);
        }
    }

    // What the framework says names the file, its cause the place in it.
    private static string Explain(Exception exception) =>
        exception.InnerException is FormatException { InnerException: { } place } ? $"{exception.Message} {place.Message}" : exception.Message;
}
