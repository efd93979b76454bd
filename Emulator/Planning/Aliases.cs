using Emulator.Ir;

namespace Emulator.Planning;

/// <summary>Which result takes the memory of which parameter.</summary>
internal static class Aliases
{
    /// <summary>For each parameter the result, or -1. A donor without a result named gets the first one of its type that is free.</summary>
    public static int[] Of(Function main)
    {
        var aliases = Array.ConvertAll(main.Parameters, p => p.AliasedOutput);
        for (var i = 0; i < aliases.Length; i++)
        {
            if (!main.Parameters[i].Donor || aliases[i] >= 0)
                continue;
            aliases[i] = Array.FindIndex(Enumerable.Range(0, main.Results.Length).ToArray(),
                r => main.Results[r].Equals(main.Body.Arguments[i].Type) && !aliases.Contains(r));
        }
        return aliases;
    }
}
