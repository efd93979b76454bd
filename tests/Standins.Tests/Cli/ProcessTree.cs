using System.Diagnostics;
using System.Runtime.InteropServices;
using Standins.Tests.Hosting;

namespace Standins.Tests.Cli;

/// <summary>A process with all that it has started, as far as it runs (Linux).</summary>
internal sealed class ProcessTree
{
    public const int Interrupt = 2;
    public const int Killed = 9;

    private ProcessTree(IReadOnlyDictionary<int, string> members) => Members = members;

    /// <summary>Names by id.</summary>
    public IReadOnlyDictionary<int, string> Members { get; }

    /// <summary>Those that run still.</summary>
    public IEnumerable<KeyValuePair<int, string>> Left => Members.Where(member => NameOf(member.Key) == member.Value);

    public static ProcessTree Of(int root)
    {
        var members = new Dictionary<int, string>();
        Add(root, NameOf(root));
        return new ProcessTree(members);

        void Add(int id, string? name)
        {
            if (name is null || !members.TryAdd(id, name))
                return;
            foreach (var (child, _) in Processes.ChildrenOf(id))
                Add(child, NameOf(child));
        }
    }

    public static void Signal(int process, int signal) => Assert.Equal(0, Send(process, signal));

    /// <summary>Ends what a failed test has left.</summary>
    public void Kill()
    {
        foreach (var (id, _) in Left)
            _ = Send(id, Killed);
    }

    private static string? NameOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited ? null : process.ProcessName;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int process, int signal);
}
