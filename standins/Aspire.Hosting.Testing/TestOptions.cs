using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What is different for an application under test.</summary>
internal static class TestOptions
{
    public static void Apply(
        Assembly appHost,
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure,
        DistributedApplicationOptions options,
        HostApplicationBuilderSettings settings)
    {
        options.AssemblyName = appHost.FullName;
        options.DisableDashboard = true;
        settings.Args = args;
        settings.EnvironmentName ??= Environments.Development;
        // First in the chain, so that environment and arguments may say otherwise.
        settings.Configuration = new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection([new("DcpPublisher:RandomizePorts", bool.TrueString)]);
        configure(options, settings);
    }
}
