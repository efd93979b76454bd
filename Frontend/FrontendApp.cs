using Frontend.Components;
using Frontend.Fleet;
using Frontend.Gateway;
using Frontend.Pictures;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Radzen;

namespace Frontend;

/// <summary>Composes the frontend; apart from <c>Program.cs</c> so that tests run it in their own process.</summary>
internal static class FrontendApp
{
    public static WebApplication Create(WebApplicationOptions options)
    {
        var builder = WebApplication.CreateBuilder(options);
        builder.AddServiceDefaults();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents()
            // The longest text that the form takes fits into a message, and so is answered.
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = 1 << 20);
        builder.Services.AddRadzenComponents();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(Random.Shared);
        builder.Services.AddSingleton<PictureStore>();
        builder.Services.AddSingleton<FleetFeed>();
        builder.Services.AddSingleton<DecisionFeed>();
        builder.Services.AddScoped<FleetManager>();
        builder.Services.AddScoped<PictureStudio>();
        builder.Services.AddScoped<PromptDraft>();
        builder.Services.AddScoped<ConnectionState>();
        builder.Services.AddScoped<CircuitHandler>(services => services.GetRequiredService<ConnectionState>());
        builder.Services.AddHttpClient<InferenceClient>(client =>
        {
            client.BaseAddress = new("http://gateway");
            // The frontend's own: nobody's browser sees it.
            if (builder.Configuration["Gateway:Key"] is { Length: > 0 } key)
                client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            // A large picture on a busy emulated unit takes minutes; whoever tires of waiting has a button.
            client.Timeout = TimeSpan.FromMinutes(15);
        });

        var app = builder.Build();
        // Behind a load balancer that other services share, all of it lies below this path.
        if (app.Configuration["Frontend:PathBase"] is { Length: > 0 } pathBase)
            app.UsePathBase(pathBase);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        // After the path has lost its base, or no route would be found.
        app.UseRouting();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapPictures();
        app.MapDefaultEndpoints();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
