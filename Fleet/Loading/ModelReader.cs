namespace Fleet;

/// <summary>Reads one model of a fleet file.</summary>
internal static class ModelReader
{
    public static readonly IReadOnlyDictionary<string, ModelDtype> Dtypes = new Dictionary<string, ModelDtype>
    {
        ["float32"] = ModelDtype.Float32,
        ["bfloat16"] = ModelDtype.BFloat16,
    };

    public static Model Read(string name, ObjectReader json, Func<string, bool>? folderExists, Func<string, int?>? headsIn)
    {
        var model = new Model
        {
            Name = name,
            Architecture = json.Text("architecture"),
            Path = json.Text("path"),
            Sizes = json.Sizes("sizes") ?? [],
            Steps = (int?)json.Whole("steps", 1, 1000) ?? 10,
            Guidance = json.NotNegative("guidance") ?? 3.5,
            TextLength = (int?)json.Whole("textLength", 1, 4096) ?? 32,
            Dtype = json.Choice("dtype", ModelDtype.Float32, Dtypes),
            ReportName = json.Text("reportName", fallback: name),
            Bytes = json.Whole("bytes", 1, long.MaxValue),
            Heads = (int?)json.Whole("heads", 1, 1024),
            Random = ReadRandom(json),
        };
        json.Close();
        if (!json.IsBad("architecture"))
            CheckArchitecture(json, model.Architecture);
        if (json.IsBad("path") || FleetPaths.IsRemote(model.Path))
            return Checked(json, model);
        if (folderExists is not null && model.Random is null)
            CheckFolder(json, "path", model.Path, folderExists);
        return Checked(json, model with { Heads = model.Heads ?? headsIn?.Invoke(FleetPaths.Resolve(model.Path)) });
    }

    private static Model Checked(ObjectReader json, Model model) => json.IsBad("sizes") ? model with { SizesAreKnown = false } : model;

    private static void CheckArchitecture(ObjectReader json, string given)
    {
        var known = Architectures.All.Select(architecture => architecture.Name).ToArray();
        if (!known.Contains(given))
            json.Note("architecture", $"'{given}' is not known{NearName.Question(given, known)} Known are {string.Join(", ", known)}.");
    }

    private static RandomWeights? ReadRandom(ObjectReader json)
    {
        if (json.Object("random") is not { } random) return null;
        var weights = new RandomWeights(random.Text("configuration"), random.Whole("seed", 0, long.MaxValue) ?? 0);
        random.Close();
        return weights;
    }

    private static void CheckFolder(ObjectReader json, string member, string path, Func<string, bool> folderExists)
    {
        if (FleetPaths.Resolve(path) is var folder && folderExists(folder)) return;
        json.Note(member, $"'{path}' does not exist: no folder {folder}. Give a checkpoint's folder; a relative path starts at {FleetPaths.Root}.");
    }
}
