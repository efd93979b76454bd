namespace Emulator.Ir;

/// <summary>A function of the module.</summary>
internal sealed class Function(string name, bool isPrivate, Block body, TensorType[] results, ParameterInfo[] parameters, Location location)
{
    public string Name { get; } = name;

    public bool IsPrivate { get; } = isPrivate;

    public Block Body { get; } = body;

    public TensorType[] Results { get; } = results;

    /// <summary>One for each argument of <see cref="Body"/>.</summary>
    public ParameterInfo[] Parameters { get; } = parameters;

    public Location Location { get; } = location;
}
