using Frontend.Pictures;
using Microsoft.AspNetCore.Components;

namespace Frontend.Components.Create;

/// <summary>What to draw and how; gives an order when it is submitted.</summary>
public sealed partial class PromptForm
{
    [Parameter, EditorRequired]
    public PromptDraft Draft { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<ImageModel> Models { get; set; } = [];

    /// <summary>Some picture is being made.</summary>
    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<PictureOrder> OnCreate { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    private ImageModel Model => Models.FirstOrDefault(model => model.Name == Draft.Model) ?? Models[0];

    private bool CanCreate => !string.IsNullOrWhiteSpace(Draft.Prompt);

    private string Action => Draft.Size is null ? $"Create {Model.Sizes.Count}" : "Create";

    protected override void OnParametersSet()
    {
        Draft.Model ??= Model.Name;
        if (Draft.Size is { } size && !Model.Sizes.Contains(size))
            Draft.Size = Model.Sizes[0];
    }

    private void Choose(string prompt) => Draft.Prompt = prompt;

    private async Task SubmitAsync()
    {
        if (!CanCreate)
            return;
        if (Draft.NewSeedEachTime)
            Draft.DrawSeed();
        await OnCreate.InvokeAsync(Draft.ToOrder(Model));
    }
}
