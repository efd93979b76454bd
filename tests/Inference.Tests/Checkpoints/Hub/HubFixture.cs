using Inference.Checkpoints.Hub;
using Shared;

namespace Inference.Tests.Checkpoints.Hub;

/// <summary>A repository as they are published, with much that loading does not read, and a cache to fetch it into.</summary>
internal sealed class HubFixture : IAsyncDisposable
{
    public const string Transformer = "transformer/diffusion_pytorch_model-00001-of-00002.safetensors";

    private readonly TemporaryFolder _folder = new();

    public HubFixture()
    {
        Hub.Add("model_index.json", """{"_class_name":"StableDiffusionPipeline","requires_safety_checker":false,"image_encoder":[null,null],"scheduler":["d","S"],"text_encoder":["t","E"],"tokenizer":["t","T"],"transformer":["d","F"],"safety_checker":["s","C"],"vae":["d","V"]}""")
            .Add("README.md", "# read me").Add(".gitattributes", "*.bin lfs")
            .Add("v2-1_512-ema-pruned.safetensors", Weights(1), large: true)
            .Add("scheduler/scheduler_config.json", "{}")
            .Add("tokenizer/vocab.json", "{\"v\":1}").Add("tokenizer/merges.txt", "#").Add("tokenizer/tokenizer_config.json", "{ }").Add("tokenizer/spiece.model", Weights(2), large: true)
            .Add("text_encoder/config.json", "{\"a\":1}").Add("text_encoder/model.safetensors", Weights(3), large: true)
            .Add("text_encoder/model.fp16.safetensors", Weights(4), large: true).Add("text_encoder/pytorch_model.bin", Weights(5), large: true)
            .Add("safety_checker/config.json", "{}").Add("safety_checker/model.safetensors", Weights(6), large: true)
            .Add("transformer/config.json", "{\"b\":1}")
            .Add("transformer/diffusion_pytorch_model.safetensors.index.json", """{"weight_map":{"a":"diffusion_pytorch_model-00001-of-00002.safetensors","b":"diffusion_pytorch_model-00002-of-00002.safetensors"}}""")
            .Add(Transformer, Weights(7), large: true).Add(Transformer.Replace("00001", "00002"), Weights(8), large: true)
            .Add("vae/config.json", "{\"c\":1}").Add("vae/diffusion_pytorch_model.safetensors", Weights(9), large: true);
    }

    /// <summary>What of that loading reads.</summary>
    public static readonly string[] Needed =
    [
        "model_index.json", "scheduler/scheduler_config.json", "text_encoder/config.json", "text_encoder/model.safetensors", "tokenizer/merges.txt",
        "tokenizer/tokenizer_config.json", "tokenizer/vocab.json", "transformer/config.json", Transformer, "transformer/diffusion_pytorch_model-00002-of-00002.safetensors",
        "transformer/diffusion_pytorch_model.safetensors.index.json", "vae/config.json", "vae/diffusion_pytorch_model.safetensors",
    ];

    public LoopbackHub Hub { get; } = new();

    public string Cache => Path.Combine(_folder.Path, "hub");

    public string Repository => Path.Combine(Cache, "models--owner--tiny");

    public ImmediateTime Time { get; } = new();

    public List<HubProgress> Progress { get; } = [];

    public static HubAddress Pinned { get; } = new("owner", "tiny", LoopbackHub.Commit);

    public static HubAddress Branch { get; } = Pinned with { Revision = "main" };

    public async Task<HubSnapshot> FetchAsync(HubAddress? address = null, Func<HubSettings, HubSettings>? change = null, HttpMessageHandler? handler = null)
    {
        var settings = new HubSettings { Endpoint = Hub.Endpoint, Cache = Cache };
        using var models = new HubModels(change?.Invoke(settings) ?? settings, Time, handler);
        return await models.FetchAsync(address ?? Pinned, new Reported(Progress), TestContext.Current.CancellationToken);
    }

    /// <summary>Bytes of the large file made with a seed: half a megabyte.</summary>
    public static byte[] Weights(int seed)
    {
        var bytes = new byte[500_000];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class Reported(List<HubProgress> all) : IProgress<HubProgress>
    {
        public void Report(HubProgress value) => all.Add(value);
    }
}
