using Frontend.Gateway;

namespace Frontend.Pictures;

/// <summary>A model that makes pictures, and the sizes it makes.</summary>
public sealed record ImageModel(string Name, IReadOnlyList<PictureSize> Sizes)
{
    /// <summary>Stands in the form until the gateway has said what there is.</summary>
    public static readonly ImageModel Usual = new("flux", PictureSize.Usual);

    /// <summary>The picture models among <paramref name="models"/>, in their order.</summary>
    internal static IReadOnlyList<ImageModel> From(ModelList models) =>
        [.. from model in models.Data
            let sizes = (model.Sizes ?? []).Select(PictureSize.TryParse).OfType<PictureSize>().OrderBy(size => size.Pixels).ToArray()
            where sizes.Length > 0
            select new ImageModel(model.Id, sizes)];
}
