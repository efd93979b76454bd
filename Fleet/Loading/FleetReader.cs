using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fleet;

/// <summary>Reads a whole fleet file.</summary>
internal static partial class FleetReader
{
    // Resources of the application that units stand beside.
    private static readonly string[] Taken = ["compiler", "gateway", "frontend", "collector"];

    public static FleetDefinition Read(ReadOnlyMemory<byte> json, string source, Func<string, bool>? folderExists, Func<string, int?>? headsIn)
    {
        var problems = new List<FleetProblem>();
        var models = new List<Model>();
        var units = new List<Unit>();
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var root = new ObjectReader(document.RootElement, "$", problems);
            var areRead = ReadModels(root, models, folderExists, headsIn);
            ReadUnits(root, areRead ? models : null, units);
            root.Close();
            FleetLint.Check(models, units, problems);
        }
        catch (JsonException exception)
        {
            problems.Add(new FleetProblem("$", $"is not JSON (line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1})."));
        }

        return problems.Count == 0 ? new FleetDefinition(models, units) : throw new FleetException(source, problems);
    }

    /// <summary>Whether there are models that a unit could name.</summary>
    private static bool ReadModels(ObjectReader root, List<Model> models, Func<string, bool>? folderExists, Func<string, int?>? headsIn)
    {
        if (root.Object("models", required: true) is not { } list) return false;
        foreach (var name in list.Names)
        {
            if (!ModelName().IsMatch(name))
                list.Note(name, "is no name for a model: letters, digits, '.', '_' and '-' only, for it is a folder's name too.");
            models.Add(ModelReader.Read(name, list.Object(name)!, folderExists, headsIn));
        }

        if (list.IsEmpty) list.Note("is empty; name at least one model.");
        return models.Count > 0;
    }

    private static void ReadUnits(ObjectReader root, List<Model>? models, List<Unit> units)
    {
        if (root.Object("units", required: true) is not { } list) return;
        var workers = Taken.ToDictionary(name => name, name => $"the application's {name}");
        foreach (var name in list.Names)
        {
            if (!UnitName().IsMatch(name))
                list.Note(name, "is no name for a unit: lower-case letters, digits and '-', a letter first, at most 50 of them, as Kubernetes asks.");
            if (name.EndsWith("-compile", StringComparison.Ordinal))
                list.Note(name, "ends with -compile, as the compile Jobs of units are called in a cluster; take another name.");
            if (UnitReader.Read(name, list.Object(name)!, models) is not { } unit) continue;
            units.Add(unit);
            foreach (var worker in WorkerNames.For(unit, Math.Max(1, unit.Replicas.Local)))
            {
                if (!workers.TryAdd(worker, $"unit {name}"))
                    list.Note(name, $"has a worker named {worker}, which is also the name of {(workers[worker] is var other && other.StartsWith("unit", StringComparison.Ordinal) ? $"a worker of {other}" : other)}.");
            }
        }

        if (list.IsEmpty) list.Note("is empty; name at least one unit.");
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex ModelName();

    [GeneratedRegex("^[a-z]([-a-z0-9]{0,48}[a-z0-9])?$")]
    private static partial Regex UnitName();
}
