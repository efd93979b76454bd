using Frontend.Fleet;
using Frontend.Gateway;
using Frontend.Pictures;
using Frontend.Tests.Stub;
using Microsoft.Extensions.DependencyInjection;

namespace Frontend.Tests.Pictures;

/// <summary>A studio before a stub gateway, without a browser.</summary>
internal sealed class StudioHarness : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StudioHarness(StubGateway gateway)
    {
        Gateway = gateway;
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System).AddSingleton<PictureStore>().AddSingleton<FleetFeed>().AddScoped<PictureStudio>();
        services.AddHttpClient<InferenceClient>(client => client.BaseAddress = gateway.Address);
        _services = services.BuildServiceProvider();
        Studio = _services.CreateScope().ServiceProvider.GetRequiredService<PictureStudio>();
    }

    public StubGateway Gateway { get; }

    public PictureStudio Studio { get; }

    public FleetFeed Fleet => _services.GetRequiredService<FleetFeed>();

    public PictureStore Store => _services.GetRequiredService<PictureStore>();

    public static async Task<StudioHarness> StartAsync() => new(await StubGateway.StartAsync());

    public static PictureOrder Order(params PictureSize[] sizes) =>
        new() { Model = "flux", Prompt = "a red circle", Sizes = sizes, Steps = 10, Guidance = 3.5, Seed = 7 };

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
