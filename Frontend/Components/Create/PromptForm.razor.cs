using Frontend.Pictures;
using Microsoft.AspNetCore.Components;

namespace Frontend.Components.Create;

/// <summary>What to draw and how; gives an order when it is submitted.</summary>
public sealed partial class PromptForm
{
    /// <summary>More than a prompt may hold, so that one that is too long is told and not cut; and little enough to be sent.</summary>
    private const int MostTyped = 100_000;

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

    private DraftProblems Problems => DraftProblems.Of(Draft);

    private bool HasPrompt => !string.IsNullOrWhiteSpace(Draft.Prompt);

    private bool CanCreate => HasPrompt && Problems.None;

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
