using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Describes an application.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Configuration: settings files, environment, arguments.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The AppHost project's folder.</summary>
    string AppHostDirectory { get; }

    /// <summary>The AppHost's assembly.</summary>
    Assembly? AppHostAssembly { get; }

    /// <summary>The host's environment.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>What happens.</summary>
    IDistributedApplicationEventing Eventing { get; }

    /// <summary>Whether the application will run or be published.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The steps of publishing and deploying the application.</summary>
    IDistributedApplicationPipeline Pipeline { get; }

    /// <summary>The resources so far.</summary>
    IResourceCollection Resources { get; }

    /// <summary>Adds a resource.</summary>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>Says more about a resource, added or not.</summary>
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    /// <summary>Ends the description.</summary>
    DistributedApplication Build();
}
