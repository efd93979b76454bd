using System.Text.Json;
using Aspire.Hosting.Backchannel;
using Aspire.Hosting.Backchannel.Rpc;
using Microsoft.Extensions.DependencyInjection;
using Standins.Tests.Hosting;

namespace Standins.Tests.Backchannel;

/// <summary>What the Aspire CLI is told about a running application, asked as it asks.</summary>
public sealed class AuxiliaryMethodsTests
{
    /// <summary>The CLI fails where one of these is missing.</summary>
    private static readonly string[] Lists = ["urls", "relationships", "healthReports", "volumes", "environmentVariables", "commands"];

    [Fact]
    public async Task The_cli_sees_resources_and_their_logs_and_can_wait_and_command()
    {
        await using var app = await EchoApplication.StartAsync(builder =>
        {
            var secret = builder.AddParameter("secret", "hush", secret: true);
            builder.AddContainer("cache", "redis", "7.4");
            builder.AddProject<Projects.EchoService>("echo", launchProfileName: null)
                .WithHttpEndpoint()
                .WithEnvironment("ECHO_SECRET", secret)
                .WithHttpHealthCheck("/health");
        });
        await app.HealthyAsync("echo");
        await using var client = new RpcClient(Methods(app.Services));

        var resources = await ResultAsync(client, "GetResourcesAsync", "[{}]");
        Assert.DoesNotContain("hush", resources.GetRawText(), StringComparison.Ordinal);
        Assert.All(resources.GetProperty("resources").EnumerateArray(), resource =>
        {
            Assert.All(Lists, list => Assert.Equal(JsonValueKind.Array, resource.GetProperty(list).ValueKind));
            Assert.Equal(JsonValueKind.Object, resource.GetProperty("properties").ValueKind);
            Assert.Equal(resource.GetProperty("resourceType").GetString(), resource.GetProperty("type").GetString());
        });
        // Containers need an engine that this host does not drive: it says so at once.
        Assert.Equal("FailedToStart", (await ResultAsync(client, "WaitForResourceAsync", Wait("cache", "up", 5))).GetProperty("state").GetString());

        Assert.True((await ResultAsync(client, "WaitForResourceAsync", Wait("echo", "healthy", 5))).GetProperty("success").GetBoolean());
        Assert.True((await ResultAsync(client, "WaitForResourceAsync", Wait("echo", "down", 0))).GetProperty("timedOut").GetBoolean());
        Assert.True((await ResultAsync(client, "WaitForResourceAsync", Wait("nobody", "up", 5))).GetProperty("resourceNotFound").GetBoolean());
        Assert.Equal(RpcException.InvalidParams, RpcClient.ErrorOf(await client.CallAsync(1, "WaitForResourceAsync", """[{"status":"up"}]""")));

        var lines = await LinesAsync(client, """[{"resourceName":"echo","tail":2}]""");
        Assert.Equal(2, lines.Length);
        Assert.All(await LinesAsync(client, """[{"search":"health"}]"""), line => Assert.Contains("health", line, StringComparison.OrdinalIgnoreCase));

        Assert.True((await ResultAsync(client, "ExecuteResourceCommandAsync", """[{"resourceName":"echo","commandName":"restart"}]""")).GetProperty("success").GetBoolean());
        var refused = await ResultAsync(client, "ExecuteResourceCommandAsync", """[{"resourceName":"echo","commandName":"fly"}]""");
        Assert.Contains("'fly'", refused.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static RpcMethods Methods(IServiceProvider services) => ActivatorUtilities.CreateInstance<AuxiliaryMethods>(
        services,
        ActivatorUtilities.CreateInstance<DashboardLinks>(services),
        ActivatorUtilities.CreateInstance<ConsoleLogs>(services),
        ActivatorUtilities.CreateInstance<ResourceWaits>(services)).Create();

    private static string Wait(string resource, string status, int seconds) =>
        $$"""[{"resourceName":"{{resource}}","status":"{{status}}","timeoutSeconds":{{seconds}}}]""";

    private static async Task<JsonElement> ResultAsync(RpcClient client, string method, string parameters) =>
        (await client.CallAsync(1, method, parameters)).GetProperty("result");

    private static async Task<string[]> LinesAsync(RpcClient client, string parameters)
    {
        var token = (await ResultAsync(client, "GetConsoleLogBatchesAsync", parameters)).GetProperty("token").GetInt64();
        var lines = new List<string>();
        while (await ResultAsync(client, "$/enumerator/next", $"[{token}]") is var page && !page.GetProperty("finished").GetBoolean())
        {
            lines.AddRange(page.GetProperty("values").EnumerateArray()
                .SelectMany(batch => batch.GetProperty("lines").EnumerateArray())
                .Select(line => line.GetProperty("content").GetString()!));
        }

        return [.. lines];
    }
}
