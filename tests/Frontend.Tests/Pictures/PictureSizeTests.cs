using Frontend.Gateway;
using Frontend.Pictures;

namespace Frontend.Tests.Pictures;

public sealed class PictureSizeTests
{
    [Fact]
    public void A_size_is_width_x_height()
    {
        var size = PictureSize.TryParse("1024x576")!.Value;

        Assert.Equal(new PictureSize(1024, 576), size);
        Assert.Equal("1024x576", size.ToString());
        Assert.Equal("1024 × 576", size.Label);
    }

    [Theory]
    [InlineData("")]
    [InlineData("256")]
    [InlineData("256x")]
    [InlineData("0x144")]
    [InlineData("256x144x3")]
    [InlineData("auto")]
    public void Anything_else_is_no_size(string text) => Assert.Null(PictureSize.TryParse(text));

    [Fact]
    public void Only_models_with_sizes_make_pictures()
    {
        var models = ImageModel.From(new([new("llama", null), new("flux", ["1024x576", "256x144"])]));

        var flux = Assert.Single(models);
        Assert.Equal("flux", flux.Name);
        Assert.Equal([new(256, 144), new(1024, 576)], flux.Sizes);
    }

    [Theory]
    [InlineData("A large, red circle!", "a-large-red-circle-256x144-seed7.png")]
    [InlineData("../../etc/passwd", "etc-passwd-256x144-seed7.png")]
    [InlineData("!!!", "picture-256x144-seed7.png")]
    public void A_file_is_named_after_prompt_size_and_seed(string prompt, string name)
    {
        var order = new PictureOrder { Model = "flux", Prompt = prompt, Sizes = [new(256, 144)], Steps = 10, Guidance = 3.5, Seed = 7 };

        Assert.Equal(name, FileNames.For(order, new(256, 144)));
    }
}
