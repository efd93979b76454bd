using System.Diagnostics;
using System.Globalization;

namespace Standins.Tests.Hosting;

/// <summary>Looks at the machine's processes (Linux).</summary>
internal static class Processes
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <summary>The ids of the processes whose parent is <paramref name="parent"/>, with their commands.</summary>
    public static IReadOnlyDictionary<int, string> ChildrenOf(int parent)
    {
        var children = new Dictionary<int, string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id))
                continue;
            try
            {
                // pid (name) state ppid …; the name may hold blanks and brackets.
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var afterName = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (afterName[0] != "Z" && int.Parse(afterName[1], CultureInfo.InvariantCulture) == parent)
                    children[id] = stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..stat.LastIndexOf(')')];
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }

        return children;
    }

    public static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Looks again and again until something holds.</summary>
    public static Task UntilAsync(Func<bool> holds, string what, TimeSpan patience) =>
        UntilAsync(() => Task.FromResult(holds()), what, patience);

    /// <summary>Asks again and again until something holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what, TimeSpan patience)
    {
        using var timer = new PeriodicTimer(Period);
        for (var start = Stopwatch.GetTimestamp(); !await holds(); await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
            Assert.True(Stopwatch.GetElapsedTime(start) < patience, what);
    }
}
