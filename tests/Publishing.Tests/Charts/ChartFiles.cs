namespace Publishing.Tests.Charts;

/// <summary>The files of a chart.</summary>
internal static class ChartFiles
{
    public static string[] Of(string chart) =>
        [.. Directory.EnumerateFiles(chart, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(chart, file)).Order(StringComparer.Ordinal)];

    public static async Task AssertSameAsync(string first, string second)
    {
        var files = Of(first);
        Assert.NotEmpty(files);
        Assert.Equal(files, Of(second));
        foreach (var file in files)
        {
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(first, file), TestContext.Current.CancellationToken),
                await File.ReadAllBytesAsync(Path.Combine(second, file), TestContext.Current.CancellationToken));
        }
    }
}
