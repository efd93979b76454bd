namespace Fleet;

/// <summary>A transformer of pictures sees patches: autoencoders halve both sides three times, and a patch is two of what is left.</summary>
internal static class ModelSizesRule
{
    private const int FluxStep = 16;
    private const int UnetStep = 8;

    public static FleetProblem? Check(Model model)
    {
        if (model.IsText)
            return null;
        var step = model.Architecture == Architectures.Flux ? FluxStep : UnetStep;
        for (var index = 0; index < model.Sizes.Count; index++)
        {
            var size = model.Sizes[index];
            if (size.Width % step == 0 && size.Height % step == 0)
                continue;
            var near = new ImageSize(Nearest(size.Width, step), Nearest(size.Height, step));
            return new FleetProblem($"$.models.{model.Name}.sizes[{index}]", $"{size} cannot be drawn: width and height of {model.Architecture} are multiples of {step}. Take {near}.");
        }

        return null;
    }

    private static int Nearest(int pixels, int step) => Math.Max(step, (pixels + (step / 2)) / step * step);
}
