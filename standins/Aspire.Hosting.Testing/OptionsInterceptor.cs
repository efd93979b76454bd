using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Changes the options of a builder that the test makes itself; the rest is the test's.</summary>
internal sealed class OptionsInterceptor(
    Assembly appHost, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure) : BuilderInterceptor
{
    public override void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) =>
        TestOptions.Apply(appHost, args, configure, options, settings);

    public override void Constructed(DistributedApplicationBuilder builder)
    {
    }

    public override void Building(DistributedApplicationBuilder builder)
    {
    }

    public override void Built(DistributedApplication application)
    {
    }

    public override Task RunAsync(DistributedApplication application, CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Ended()
    {
    }
}
