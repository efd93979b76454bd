using System.Globalization;

namespace Benchmarks.Proxies;

/// <summary>A process with all that it started, as Linux counts them: nginx works in children of its first process.</summary>
internal static class ProcessTree
{
    // USER_HZ, which is 100 on every Linux that .NET runs on (proc(5)).
    private const double TicksPerSecond = 100;

    /// <summary>Processor time, user and system, since the start.</summary>
    public static TimeSpan ProcessorTime(int root) =>
        // Fields 14 and 15; the list begins with the third.
        TimeSpan.FromSeconds(Members(root).Sum(stat => (Number(stat[11]) + Number(stat[12])) / TicksPerSecond));

    /// <summary>Bytes of memory that are resident.</summary>
    public static double Memory(int root) => Members(root).Sum(stat => Number(stat[21]) * Environment.SystemPageSize);

    private static List<string[]> Members(int root)
    {
        var all = new Dictionary<int, string[]>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder.AsSpan()), out var id)) continue;
            try
            {
                var text = File.ReadAllText(Path.Combine(folder, "stat"));
                // The name stands in parentheses and may hold spaces.
                all[id] = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return [.. all.Where(process => IsWithin(process.Key)).Select(process => process.Value)];

        bool IsWithin(int id) => id == root || (all.TryGetValue(id, out var stat) && (int)Number(stat[1]) is var parent && IsWithin(parent));
    }

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
