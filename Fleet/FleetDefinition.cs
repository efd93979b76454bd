namespace Fleet;

/// <summary>The fleet: models, and the units that serve them. Everything else is derived from it.</summary>
/// <param name="models">In the order of the file.</param>
/// <param name="units">In the order of the file.</param>
public sealed class FleetDefinition(IReadOnlyList<Model> models, IReadOnlyList<Unit> units)
{
    /// <summary>The file that is read when <c>Fleet:Path</c> is not set.</summary>
    public const string DefaultPath = "fleet.json";

    /// <summary>Models in the order of the file.</summary>
    public IReadOnlyList<Model> Models { get; } = models;

    /// <summary>Units in the order of the file.</summary>
    public IReadOnlyList<Unit> Units { get; } = units;

    /// <summary>Reads a file; a relative path starts at <see cref="FleetPaths.Root"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="folderExists">Says whether a full path is a folder: models that lie on this machine must be there. Null: nobody asks.</param>
    /// <param name="headsIn">Reads the attention heads of the checkpoint in a folder, null where it does not say. Null: nobody asks.</param>
    /// <exception cref="FleetException">The file is not there or not a fleet: every problem, with its JSON path.</exception>
    public static FleetDefinition Load(
        string path = DefaultPath, Func<string, bool>? folderExists = null, Func<string, int?>? headsIn = null)
    {
        var file = FleetPaths.Resolve(path);
        if (Directory.Exists(file))
            throw new FleetException(file, [new FleetProblem("$", "is a folder. Set Fleet:Path to a fleet file, such as fleet.json.")]);
        byte[] json;
        try
        {
            json = File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FleetException(file, [new FleetProblem("$", $"cannot be read: {exception.Message} Set Fleet:Path to a fleet file.")]);
        }

        return Parse(json, file, folderExists, headsIn);
    }

    /// <summary>Reads JSON text in UTF-8. <paramref name="source"/> is what errors call it.</summary>
    /// <exception cref="FleetException">Every problem, with its JSON path.</exception>
    public static FleetDefinition Parse(
        ReadOnlyMemory<byte> json, string source = DefaultPath, Func<string, bool>? folderExists = null, Func<string, int?>? headsIn = null) =>
        FleetReader.Read(json, source, folderExists, headsIn);

    /// <summary>Finds a model by name.</summary>
    public Model? Model(string name) => Models.FirstOrDefault(model => model.Name == name);

    /// <summary>Finds a unit by name.</summary>
    public Unit? Unit(string name) => Units.FirstOrDefault(unit => unit.Name == name);

    /// <summary>The unit that the setting <c>Worker:Unit</c> names.</summary>
    /// <exception cref="InvalidOperationException">There is none of that name; the message says which there are.</exception>
    public Unit WorkerUnit(string name) => Unit(name)
        ?? throw new InvalidOperationException($"Worker:Unit is '{name}'; the fleet has {string.Join(", ", Units.Select(unit => unit.Name))}.");

    /// <summary>Units that serve a model, in the order of the file.</summary>
    public IEnumerable<Unit> UnitsOf(Model model) => Units.Where(unit => unit.Model.Name == model.Name);
}
