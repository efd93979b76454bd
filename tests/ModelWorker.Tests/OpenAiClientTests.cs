using System.ClientModel;
using System.ClientModel.Primitives;
using Inference.Images;
using OpenAI;
using OpenAI.Images;

namespace ModelWorker.Tests;

/// <summary>OpenAI's own client, unchanged, against a worker.</summary>
public sealed class OpenAiClientTests
{
    private static ImageClient Client(TestWorker worker) => new(
        "flux", new ApiKeyCredential("unused"), new OpenAIClientOptions { Endpoint = new Uri(worker.Client.BaseAddress!, "v1"), RetryPolicy = new ClientRetryPolicy(maxRetries: 0) });

    [Fact]
    public async Task It_gets_a_picture()
    {
        await using var worker = await TestWorker.StartAsync();
        var options = new ImageGenerationOptions { Size = new GeneratedImageSize(512, 512), ResponseFormat = GeneratedImageFormat.Bytes };
        GeneratedImage image = await Client(worker).GenerateImageAsync("a circle", options, TestContext.Current.CancellationToken);
        Assert.Equal(512, Png.Decode(image.ImageBytes).Width);
        Assert.Equal("a circle", worker.Pipeline.Requests.Single().Prompt);
    }

    [Fact]
    public async Task It_understands_errors()
    {
        await using var worker = await TestWorker.StartAsync();
        var options = new ImageGenerationOptions { Size = new GeneratedImageSize(640, 480) };
        var error = await Assert.ThrowsAsync<ClientResultException>(() => Client(worker).GenerateImageAsync("a", options, TestContext.Current.CancellationToken));
        Assert.Equal(400, error.Status);
        Assert.Contains("256x144, 512x512, 1024x576", error.Message);
    }
}
