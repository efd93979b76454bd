using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task Alive_and_ready_are_two_questions()
    {
        await using var service = await TestService.StartAsync(configure: builder => builder.Services.AddHealthChecks()
            .AddCheck("model", () => HealthCheckResult.Unhealthy("artifact 3f2a is missing"), ["ready"]));
        var cancellation = TestContext.Current.CancellationToken;

        using var alive = await service.Client.GetAsync("/health", cancellation);
        using var ready = await service.Client.GetAsync("/readiness", cancellation);

        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("artifact 3f2a is missing", await ready.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_without_checks_of_its_own_is_ready()
    {
        await using var service = await TestService.StartAsync();

        using var ready = await service.Client.GetAsync("/readiness", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }
}
