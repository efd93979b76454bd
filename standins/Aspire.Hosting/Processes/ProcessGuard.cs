using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Processes;

/// <summary>
/// Ends the children when this process is gone, however it went: by SIGKILL too, which no code here survives. On Unix a
/// small shell holds the other end of a pipe; its end of file means that we are gone. On Windows the children are in a
/// job that ends with its last handle.
/// </summary>
internal sealed class ProcessGuard : IDisposable
{
    /// <summary>Reads "+pid" and "-pid" lines; at the end of file ends whoever is left. Signals to the group do not reach it.</summary>
    private const string Script = """
        trap '' INT TERM HUP
        exec >/dev/null 2>&1
        left=' '
        while read -r line; do
          pid=${line#?}
          case $line in
            +*) left="$left$pid " ;;
            -*) case $left in *" $pid "*) left="${left%% $pid *} ${left#* $pid }" ;; esac ;;
          esac
        done
        [ "$left" = ' ' ] && exit
        kill -TERM $left
        for wait in 1 2 3 4 5 6 7 8 9 10; do
          alive=
          for pid in $left; do kill -0 $pid && alive="$alive $pid"; done
          [ -z "$alive" ] && exit
          left=$alive
          sleep 0.2
        done
        kill -KILL $left
        """;

    private readonly Lock _gate = new();
    private Process? _shell;
    private WindowsJob? _job;

    public void Add(Process child)
    {
        lock (_gate)
        {
            if (OperatingSystem.IsWindows())
            {
                _job ??= new WindowsJob();
                _job.Add(child);
                return;
            }

            _shell ??= StartShell();
            Tell('+', child.Id);
        }
    }

    public void Remove(int child)
    {
        lock (_gate)
        {
            if (_shell is not null)
                Tell('-', child);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _shell?.StandardInput.Close();
            _shell?.Dispose();
            _shell = null;
            _job?.Dispose();
            _job = null;
        }
    }

    private static Process StartShell() => Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script])
    {
        RedirectStandardInput = true,
        WorkingDirectory = "/",
    })!;

    private void Tell(char sign, int child)
    {
        try
        {
            _shell!.StandardInput.Write(string.Create(CultureInfo.InvariantCulture, $"{sign}{child}\n"));
            _shell.StandardInput.Flush();
        }
        catch (IOException)
        {
            // Somebody has ended the shell. The children are then ours alone to end.
        }
    }
}
