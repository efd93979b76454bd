using Frontend.Components;
using Frontend.Fleet;
using Frontend.Gateway;
using Frontend.Pictures;
using Radzen;

namespace Frontend;

/// <summary>Composes the frontend; apart from <c>Program.cs</c> so that tests run it in their own process.</summary>
internal static class FrontendApp
{
    public static WebApplication Create(WebApplicationOptions options)
    {
        var builder = WebApplication.CreateBuilder(options);
        builder.AddServiceDefaults();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(Random.Shared);
        builder.Services.AddSingleton<PictureStore>();
        builder.Services.AddSingleton<FleetFeed>();
        builder.Services.AddScoped<PictureStudio>();
        builder.Services.AddScoped<PromptDraft>();
        builder.Services.AddHttpClient<InferenceClient>(client =>
        {
            client.BaseAddress = new("http://gateway");
            // A large picture on a busy emulated unit takes minutes; whoever tires of waiting has a button.
            client.Timeout = TimeSpan.FromMinutes(15);
        });

        var app = builder.Build();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapPictures();
        app.MapDefaultEndpoints();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
