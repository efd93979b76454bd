namespace Compiler.Jobs;

/// <summary>The command line: settings as <c>--name value</c> or <c>--name=value</c>, and nothing else.</summary>
internal static class JobArguments
{
    /// <summary>Exit code when an argument is not understood.</summary>
    public const int Refusal = 2;

    /// <summary>Ends the names of settings that are followed by a name of somebody else's.</summary>
    private const string Open = ":*";

    private static readonly (string Name, string Value, string Meaning)[] Settings =
    [
        ("Fleet:Path", "file", "the fleet file (fleet.json)"),
        ("Artifacts:Path", "folder", "the store of compiled programs (.artifacts)"),
        ("Worker:Unit", "unit", "compile for this unit alone (all units)"),
        ("size", "size", "compile for this size of that unit alone (all sizes)"),
        ("models", "folder", "first copy the models of relative paths from here into the store, and those of hf:// that are fetched (they are there)"),
        ("HF_ENDPOINT", "address", "the Hub that hf:// is fetched from (https://huggingface.co)"),
        ("HF_HUB_CACHE", "folder", "where what was fetched is kept (~/.cache/huggingface/hub)"),
        ("release", "deployment", "then let this Deployment of that unit go (none)"),
        ("content", "hash", "what it must have been made from, else it is left"),
        ("resume", "deployments", "only let these go again, with commas between, as far as they were let go with what they run (none)"),
        ("benchmark", "pictures", "afterwards draw so many of each unit and size, and say how long they took (0)"),
        ("Device:Emulated", "true", "compile for the emulated devices"),
        ("Device:Plugin", "library", "compile with this PJRT plugin; either this or Device:Emulated is wanted"),
        ("Device:CompilerVersion", "version", "of the compiler that the plugin calls"),
        ("Device:Options" + Open, "value", "an option with which the plugin's client is created"),
        ("Logging" + Open, "level", "what is logged to telemetry"),
    ];

    /// <summary>Shown by <c>--help</c>.</summary>
    public static string Usage { get; } = $"""
        Compiles every program of the fleet's units into the artifact store, and ends.

        Usage: dotnet run --project Compiler -- [--setting value]...

        {string.Join(Environment.NewLine, Settings.Select(setting => $"  {$"--{setting.Name} <{setting.Value}>",-36} {setting.Meaning}"))}
          {"--help",-36} this

        Every setting may be a variable of the environment too, with __ for the colon: Device__Emulated=true.
        Exit code: 0 when all is in the store, 1 when something could not be compiled, {Refusal} when an argument is not understood.
        """;

    /// <summary>Whether help is wanted and nothing else.</summary>
    public static bool WantsHelp(IReadOnlyList<string> arguments) => arguments.Any(argument => argument is "--help" or "-h" or "-?");

    /// <summary>What is wrong with the command line; null when nothing is.</summary>
    public static string? Problem(IReadOnlyList<string> arguments)
    {
        for (var at = 0; at < arguments.Count; at++)
        {
            var argument = arguments[at];
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];
            if (!name.StartsWith("--", StringComparison.Ordinal) || !IsKnown(name[2..]))
                return $"{argument} is not understood; --help lists what is.";
            if (equals < 0 && (++at == arguments.Count || arguments[at].StartsWith("--", StringComparison.Ordinal)))
                return $"{name} wants a value: {name} <{ValueOf(name[2..])}>.";
        }

        return null;
    }

    private static bool IsKnown(string name) => Find(name) is not null;

    private static string ValueOf(string name) => Find(name)!.Value.Value;

    // Settings are the same in capitals and small letters, as in every configuration.
    private static (string Name, string Value, string Meaning)? Find(string name)
    {
        foreach (var setting in Settings)
        {
            if (setting.Name.EndsWith(Open, StringComparison.Ordinal)
                ? name.StartsWith(setting.Name[..^1], StringComparison.OrdinalIgnoreCase) && name.Length >= setting.Name.Length
                : name.Equals(setting.Name, StringComparison.OrdinalIgnoreCase))
            {
                return setting;
            }
        }

        return null;
    }
}
