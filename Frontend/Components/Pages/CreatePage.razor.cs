using Frontend.Gateway;
using Frontend.Pictures;
using Microsoft.AspNetCore.Components;

namespace Frontend.Components.Pages;

/// <summary>Prompt on one side, the session's pictures on the other.</summary>
public sealed partial class CreatePage
{
    /// <summary>How often to ask for the models while the gateway does not answer.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<ImageModel> _models = [ImageModel.Usual];
    private Fault? _fault;
    private string _announcement = "";

    [Inject]
    private PictureStudio Studio { get; set; } = default!;

    [Inject]
    private PromptDraft Draft { get; set; } = default!;

    [Inject]
    private InferenceClient Client { get; set; } = default!;

    [Inject]
    private ConnectionState Connection { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose()
    {
        Studio.Changed -= OnChanged;
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override void OnInitialized() => Studio.Changed += OnChanged;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        var leaving = _leaving.Token;
        using var timer = new PeriodicTimer(Period, Clock);
        try
        {
            while (!await TryLoadModelsAsync(leaving))
            {
                await timer.WaitForNextTickAsync(leaving);
                await Connection.WhenUpAsync(leaving);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task<bool> TryLoadModelsAsync(CancellationToken cancellation)
    {
        try
        {
            if (ImageModel.From(await Client.GetModelsAsync(cancellation)) is { Count: > 0 } models)
                _models = models;
            _fault = null;
        }
        catch (InferenceException exception)
        {
            _fault = exception.Fault;
        }
        StateHasChanged();
        return _fault is null;
    }

    private Task Create(PictureOrder order) => Studio.CreateAsync(order);

    private Task Retry(Picture picture) => Studio.RetryAsync(picture);

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        var newest = Studio.Pictures.FirstOrDefault();
        _announcement = newest is null ? "" : PictureWords.Announce(newest);
        StateHasChanged();
    });
}
