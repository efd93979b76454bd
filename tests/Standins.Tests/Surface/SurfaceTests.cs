namespace Standins.Tests.Surface;

/// <summary>A stand-in has nothing that the official package lacks: product code written against it compiles against both.</summary>
public sealed class SurfaceTests
{
    [Theory]
    [InlineData(typeof(DistributedApplication), "Aspire.Hosting.api.txt")]
    [InlineData(typeof(Aspire.Hosting.Kubernetes.KubernetesResource), "Aspire.Hosting.Kubernetes.api.txt")]
    [InlineData(typeof(DistributedApplicationTestingBuilder), "Aspire.Hosting.Testing.api.txt")]
    [InlineData(typeof(Microsoft.Extensions.ServiceDiscovery.ServiceEndpoint), "Microsoft.Extensions.ServiceDiscovery.api.txt")]
    [InlineData(typeof(OpenTelemetry.OpenTelemetryBuilder), "OpenTelemetry.Extensions.Hosting.api.txt")]
    public void Every_public_member_is_official(Type inStandin, string listing)
    {
        var file = Repository.Shared("facts", "aspire-api", listing);
        Assert.SkipUnless(File.Exists(file), $"The official listing {listing} is not at hand.");

        var official = ApiListing.Read(file);
        var ours = PublicSurface.Of(inStandin.Assembly).ToArray();

        Assert.NotEmpty(ours);
        Assert.Equal([], ours.Except(official));
    }
}
