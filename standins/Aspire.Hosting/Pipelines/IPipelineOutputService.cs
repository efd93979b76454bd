using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

/// <summary>Where steps write.</summary>
public interface IPipelineOutputService
{
    /// <summary>The folder that the user asked for, or <c>aspire-output</c> in the AppHost's folder.</summary>
    string GetOutputDirectory();

    /// <summary>A resource's folder in it.</summary>
    string GetOutputDirectory(IResource resource);

    /// <summary>A folder for what nobody keeps.</summary>
    string GetTempDirectory();

    /// <summary>A resource's folder for what nobody keeps.</summary>
    string GetTempDirectory(IResource resource);
}

internal sealed class PipelineOutputService(IOptions<PipelineOptions> options, AppHostProject appHost) : IPipelineOutputService, IDisposable
{
    private const string DefaultFolder = "aspire-output";

    private readonly Lazy<string> _temporary = new(() => Directory.CreateTempSubdirectory("aspire-").FullName);

    public string GetOutputDirectory() => Path.GetFullPath(options.Value.OutputPath ?? Path.Combine(appHost.Directory, DefaultFolder));

    public string GetOutputDirectory(IResource resource) => Path.Combine(GetOutputDirectory(), resource.Name);

    public string GetTempDirectory() => _temporary.Value;

    public string GetTempDirectory(IResource resource) => Directory.CreateDirectory(Path.Combine(GetTempDirectory(), resource.Name)).FullName;

    public void Dispose()
    {
        if (_temporary.IsValueCreated && Directory.Exists(_temporary.Value))
            Directory.Delete(_temporary.Value, recursive: true);
    }
}
