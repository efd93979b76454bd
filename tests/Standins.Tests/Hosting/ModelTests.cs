namespace Standins.Tests.Hosting;

public sealed class ModelTests
{
    [Theory]
    [InlineData("-gateway")]
    [InlineData("1gateway")]
    [InlineData("gate--way")]
    [InlineData("gateway-")]
    [InlineData("gate.way")]
    public void A_name_that_could_not_become_a_host_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => DistributedApplicationTestingBuilder.Create().AddParameter(name));

    [Fact]
    public void Two_resources_cannot_have_one_name_whatever_the_case()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddParameter("gateway");

        Assert.Throws<DistributedApplicationException>(() => builder.AddParameter("Gateway"));
    }

    [Fact]
    public void A_resource_cannot_wait_for_itself()
    {
        var echo = DistributedApplicationTestingBuilder.Create().AddProject<Projects.EchoService>("echo", launchProfileName: null);

        Assert.Throws<DistributedApplicationException>(() => echo.WaitFor(echo));
    }

    [Fact]
    public void A_check_of_the_same_path_is_added_once()
    {
        var echo = DistributedApplicationTestingBuilder.Create().AddProject<Projects.EchoService>("echo", launchProfileName: null).WithHttpEndpoint().WithHttpHealthCheck("/health");

        Assert.Throws<DistributedApplicationException>(() => echo.WithHttpHealthCheck("/health"));
    }

    [Fact]
    public async Task An_expression_is_put_together_from_values_known_later()
    {
        var builder = DistributedApplicationTestingBuilder.Create("--Parameters:user=ada");
        var user = builder.AddParameter("user");
        var echo = builder.AddProject<Projects.EchoService>("echo", launchProfileName: null).WithHttpEndpoint();
        var endpoint = echo.GetEndpoint("http");
        var expression = ReferenceExpression.Create($"{{{user}}} at {endpoint.Property(EndpointProperty.HostAndPort)}");

        var value = expression.GetValueAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(value.IsCompleted, "The port is not known yet.");
        endpoint.EndpointAnnotation.AllocatedEndpoint = new AllocatedEndpoint(endpoint.EndpointAnnotation, "localhost", 8080);

        Assert.Equal("{ada} at localhost:8080", await value);
        Assert.Equal("{{user.value}} at {echo.bindings.http.hostAndPort}", expression.ValueExpression);
    }

    [Fact]
    public void A_launch_profile_gives_endpoint_and_environment_unless_excluded()
    {
        var builder = DistributedApplicationTestingBuilder.Create();

        var profiled = builder.AddProject<Projects.EchoService>("profiled");
        var bare = builder.AddProject<Projects.EchoService>("bare", launchProfileName: null);

        Assert.Equal(5999, profiled.GetEndpoint("http").EndpointAnnotation.Port);
        Assert.False(bare.GetEndpoint("http").Exists);
    }
}
