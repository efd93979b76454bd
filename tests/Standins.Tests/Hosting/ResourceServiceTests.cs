using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dashboard.Wire;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;

namespace Standins.Tests.Hosting;

/// <summary>What the dashboard is told, asked as it asks: gRPC over HTTP/2 without TLS, a key with every call.</summary>
public sealed class ResourceServiceTests
{
    private static readonly HttpClient Client = new();

    [Fact]
    public async Task The_dashboard_sees_resources_logs_and_can_give_commands()
    {
        await using var app = await StartAsync();
        var echo = await app.HealthyAsync("echo");
        var cancellation = TestContext.Current.CancellationToken;

        var described = await CallAsync(app, "GetApplicationInformation", new Empty(), ApplicationAnswer.Parser);
        Assert.Equal("Standins.Tests", described.ApplicationName);

        var initial = (await CallAsync(app, "WatchResources", new WatchRequest(), WatchAnswer.Parser)).Initial;
        var shown = Assert.Single(initial.Resources, resource => resource.DisplayName == "echo");
        Assert.Equal("Running", shown.State);
        Assert.Equal("http", Assert.Single(shown.Urls).EndpointName);
        Assert.Contains(shown.Environment, variable => variable is { Name: "ECHO_PLAIN", Value: "plain" });
        Assert.DoesNotContain(shown.Environment, variable => variable.Value.Contains("hush", StringComparison.Ordinal));
        Assert.Contains(shown.Environment, variable => variable.Name == "OTEL_EXPORTER_OTLP_ENDPOINT");
        Assert.Equal(0, Assert.Single(shown.HealthReports).Status);
        Assert.Contains(shown.Relationships, relation => relation is { ResourceName: "secret", Type: "Reference" });
        Assert.All(initial.Resources, resource => Assert.NotNull(resource.CreatedAt));

        var lines = await CallAsync(app, "WatchResourceConsoleLogs", new LogRequest { ResourceName = echo.ResourceId }, LogAnswer.Parser);
        Assert.Equal(1, lines.Lines[0].LineNumber);

        var before = await app.GetAsync("echo", "/process");
        var answer = await CallAsync(
            app, "ExecuteResourceCommand", new CommandRequest { CommandName = "restart", ResourceName = echo.ResourceId }, CommandAnswer.Parser);
        Assert.Equal(1, answer.Kind);
        await app.States.WaitForResourceHealthyAsync("echo", cancellation);
        Assert.NotEqual(before, await app.GetAsync("echo", "/process"));
    }

    [Fact]
    public async Task A_caller_without_the_key_learns_nothing()
    {
        await using var app = await StartAsync();

        using var response = await SendAsync(app, "WatchResources", new WatchRequest(), key: "guess");

        Assert.Equal("16", Assert.Single(response.Headers.GetValues("grpc-status")));
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<EchoApplication> StartAsync()
    {
        // Any program will do for a dashboard that nobody looks at.
        await using var builder = DistributedApplicationTestingBuilder.Create(
            [], (options, settings) => options.DisableDashboard = false);
        builder.Configuration["ASPIRE_DASHBOARD_PATH"] = typeof(ResourceServiceTests).Assembly.Location;
        builder.Configuration["ASPNETCORE_URLS"] = null;
        var secret = builder.AddParameter("secret", "hush", secret: true);
        builder.AddProject<Projects.EchoService>("echo", launchProfileName: null)
            .WithHttpEndpoint()
            .WithEnvironment("ECHO_SECRET", secret)
            .WithEnvironment("ECHO_COMPOSED", $"a {secret} word")
            .WithEnvironment("ECHO_PLAIN", "plain")
            .WithHttpHealthCheck("/health");
        return await EchoApplication.StartAsync(builder);
    }

    private static async Task<T> CallAsync<T>(EchoApplication app, string method, IMessage request, MessageParser<T> parser)
        where T : IMessage<T>
    {
        using var response = await SendAsync(app, method, request, app.Services.GetRequiredService<DashboardAddresses>().ResourceServiceApiKey);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var header = new byte[5];
        await body.ReadExactlyAsync(header, TestContext.Current.CancellationToken);
        var message = new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(1))];
        await body.ReadExactlyAsync(message, TestContext.Current.CancellationToken);
        return parser.ParseFrom(message);
    }

    private static async Task<HttpResponseMessage> SendAsync(EchoApplication app, string method, IMessage message, string key)
    {
        var address = app.Services.GetRequiredService<DashboardAddresses>().ResourceService;
        var frame = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.CalculateSize());
        message.WriteTo(frame.AsSpan(5));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address!, $"/aspire.v1.DashboardService/{method}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
            Headers = { { "x-resource-service-api-key", key } },
        };
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
