using Frontend.Gateway;
using Frontend.Pictures;
using Microsoft.AspNetCore.Components;

namespace Frontend.Components.Pages;

/// <summary>Prompt on one side, the session's pictures on the other.</summary>
public sealed partial class CreatePage
{
    private IReadOnlyList<ImageModel> _models = [ImageModel.Usual];
    private Fault? _fault;
    private string _announcement = "";

    [Inject]
    private PictureStudio Studio { get; set; } = default!;

    [Inject]
    private PromptDraft Draft { get; set; } = default!;

    [Inject]
    private InferenceClient Client { get; set; } = default!;

    public void Dispose() => Studio.Changed -= OnChanged;

    protected override async Task OnInitializedAsync()
    {
        Studio.Changed += OnChanged;
        if (RendererInfo.IsInteractive)
            await LoadModelsAsync();
    }

    private async Task LoadModelsAsync()
    {
        try
        {
            if (ImageModel.From(await Client.GetModelsAsync(CancellationToken.None)) is { Count: > 0 } models)
                _models = models;
            _fault = null;
        }
        catch (InferenceException exception)
        {
            _fault = exception.Fault;
        }
    }

    private async Task Create(PictureOrder order)
    {
        _fault = null;
        await Studio.CreateAsync(order);
    }

    private Task Retry(Picture picture) => Studio.RetryAsync(picture);

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        var newest = Studio.Pictures.FirstOrDefault();
        _announcement = newest is null ? "" : PictureWords.Announce(newest);
        StateHasChanged();
    });
}
