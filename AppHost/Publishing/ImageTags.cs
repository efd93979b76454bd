using System.Text.RegularExpressions;
using Fleet;

namespace AppHost.Publishing;

/// <summary>How images are called: an explicit tag each, so that a pod of tomorrow runs what a pod of today does.</summary>
internal static partial class ImageTags
{
    /// <summary>What an image's name is like: it ends with a tag, a digest, or both.</summary>
    public const string Explicit = @"^[^\s:@]+(:[0-9]+/[^\s:@]+)?(:[A-Za-z0-9_][A-Za-z0-9_.-]*(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$";

    /// <summary>The one tag that says nothing.</summary>
    public const string Moving = ":latest$";

    private const string Repository = "inference";

    /// <summary>The version of this program.</summary>
    public static string OwnVersion => typeof(ImageTags).Assembly.GetName().Version!.ToString(3);

    /// <summary>The revision that was asked for, or this program's own.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be a tag, or would be one that moves.</exception>
    public static string Revision(string? given) => string.IsNullOrEmpty(given) ? OwnVersion
        : Tag().IsMatch(given) && given != "latest" ? given
        : throw new DistributedApplicationException(
            $"Publishing:Revision is '{given}'. It is the tag of the images: letters, digits, '.', '_' and '-', at most 100 of them, such as 1.4.2, and not latest, which names another image tomorrow.");

    /// <summary>The image of gateway or frontend.</summary>
    public static string Service(string name, string revision) => $"{Repository}/{name}:{revision}";

    /// <summary>The image of a compile Job, which holds the family's compiler.</summary>
    public static string Compiler(AcceleratorFamily family, string revision) => Accelerated("compiler", family, revision);

    /// <summary>The image of a unit's workers.</summary>
    public static string Worker(AcceleratorFamily family, string revision) => Accelerated("worker", family, revision);

    /// <summary>Puts the tags in place of the publisher's <c>name:latest</c>, in the text of values.yaml.</summary>
    public static string Rewrite(string values, FleetChart chart)
    {
        var images = chart.Workers.ToDictionary(worker => worker.Unit.Name, worker => Worker(worker.Unit.Accelerator.Family, chart.Revision));
        images[chart.Gateway.Resource.Name] = Service(chart.Gateway.Resource.Name, chart.Revision);
        images[chart.Frontend.Resource.Name] = Service(chart.Frontend.Resource.Name, chart.Revision);

        // One image cannot hold the compilers of all families: Jobs take theirs from our own section.
        var compiler = chart.Compiler.Resource.Name;
        values = values.Replace($"  {compiler}:\n    {compiler}_image: \"{compiler}:latest\"\n", "", StringComparison.Ordinal);
        return Latest().Replace(values, line => images.TryGetValue(line.Groups["name"].Value, out var image)
            ? $"{line.Groups["key"].Value}: \"{image}\""
            : line.Value);
    }

    private static string Accelerated(string name, AcceleratorFamily family, string revision) =>
        $"{Repository}/{name}:amd64-{family.ToString().ToLowerInvariant()}-{revision}";

    // Room is left for what stands before it, the architecture and the family.
    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\z")]
    private static partial Regex Tag();

    [GeneratedRegex("(?<key>\\w+_image): \"(?<name>[\\w.-]+):latest\"")]
    private static partial Regex Latest();
}
