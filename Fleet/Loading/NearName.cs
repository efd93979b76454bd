namespace Fleet;

/// <summary>Finds the known name that a mistyped one stands for.</summary>
public static class NearName
{
    private const int ShortestBeginning = 4;

    /// <summary>Nobody means a name with a longer one, and comparing takes time by its length.</summary>
    public const int LongestGiven = 64;

    /// <summary>The nearest of the known names; null when none is near enough to be meant.</summary>
    public static string? Of(string given, IEnumerable<string> known)
    {
        if (given.Length > LongestGiven)
            return null;
        var names = known.ToArray();
        if (given.Length >= ShortestBeginning && Array.Find(names, name => name.StartsWith(given, StringComparison.OrdinalIgnoreCase)) is { } longer)
            return longer;
        var nearest = names
            .Select(name => (Name: name, Distance: Distance(given.ToLowerInvariant(), name.ToLowerInvariant())))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        // One slip in three letters is a slip; more is another word.
        return nearest.Name is { } name && nearest.Distance <= Math.Max(1, Math.Max(given.Length, name.Length) / 3) ? name : null;
    }

    /// <summary>Ends a sentence with the question whether the near name was meant, where there is one.</summary>
    internal static string Question(string given, IEnumerable<string> known) => Question(Of(given, known));

    /// <summary>Ends a sentence with the question whether a name was meant.</summary>
    internal static string Question(string? meant) => meant is null ? "." : $"; did you mean {meant}?";

    /// <summary>Letters to insert, leave out or exchange (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j - 1], row[j]) + 1);
            }
        }

        return row[^1];
    }
}
