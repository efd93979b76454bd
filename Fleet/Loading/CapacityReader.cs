namespace Fleet;

/// <summary>Reads a unit's <c>capacity</c> and completes it for the sizes without figures.</summary>
internal static class CapacityReader
{
    private const string Text = "text";

    public static (IReadOnlyDictionary<ImageSize, CapacityFigure> Images, CapacityFigure? Text) Read(
        ObjectReader? json, Model? model, IReadOnlyList<ImageSize> sizes)
    {
        var images = new Dictionary<ImageSize, CapacityFigure>();
        CapacityFigure? text = null;
        if (json is null) return (images, text);

        foreach (var name in json.Names)
        {
            var figure = ReadFigure(json.Object(name)!);
            if (name == Text && model is { IsText: false })
                json.Note(name, $"is for models without sizes; {model.Name} has {string.Join(", ", model.Sizes)}.");
            else if (name == Text)
                text = figure;
            else if (!ImageSize.TryParse(name, out var size))
                json.Note(name, $"is neither \"{Text}\" nor a size such as \"1024x576\".");
            else if (model is not null && !sizes.Contains(size))
                json.Note(name, $"is not a size of this unit, which has {(sizes.Count == 0 ? "none" : string.Join(", ", sizes))}.");
            else if (figure is { } given)
                images[size] = given;
        }

        if (model is null) return (images, text);
        if (model.IsText && !json.Names.Any() && !json.IsBad(Text))
            json.Note(Text, $"is missing: {model.Name} has no sizes and so is a text model; give latencySeconds and perMinute.");
        if (!model.IsText && json.IsEmpty)
            json.Note("needs latencySeconds and perMinute for at least one size, with \"assumed\": true until they are measured.");
        return (images.Count == 0 ? images : sizes.ToDictionary(size => size, size => images.TryGetValue(size, out var figure) ? figure : LatencyLine.At(size, images)), text);
    }

    private static CapacityFigure? ReadFigure(ObjectReader json)
    {
        var seconds = json.Positive("latencySeconds", required: true);
        var rate = json.Positive("perMinute");
        var assumed = json.Flag("assumed");
        json.Close();
        if (seconds is not { } latency) return null;
        var time = TimeSpan.FromSeconds(latency);
        return new CapacityFigure(time, rate is { } perMinute ? new PerMinute(perMinute) : PerMinute.OneAtATime(time), assumed);
    }
}
