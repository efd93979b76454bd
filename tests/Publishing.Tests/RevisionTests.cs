using AppHost.Publishing;
using Aspire.Hosting;

namespace Publishing.Tests;

public sealed class RevisionTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1.4.2")]
    [InlineData("3f2a9c1")]
    public void It_is_the_tag_of_the_images(string? given) => Assert.Equal(string.IsNullOrEmpty(given) ? ImageTags.OwnVersion : given, ImageTags.Revision(given));

    [Theory]
    [InlineData("latest")]
    [InlineData("a b")]
    [InlineData("-1")]
    [InlineData("1.4.2\n")]
    public void What_is_no_tag_or_moves_is_refused(string given) =>
        Assert.Contains("Publishing:Revision", Assert.Throws<DistributedApplicationException>(() => ImageTags.Revision(given)).Message, StringComparison.Ordinal);
}
