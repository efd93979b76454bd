using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Pjrt;

/// <summary>Environment variables as native code sees them.</summary>
public static partial class PjrtEnvironment
{
    /// <summary>
    /// Sets a variable for this process, its native libraries included: <see cref="Environment.SetEnvironmentVariable(string, string)"/>
    /// alone is not seen by <c>getenv</c>. Plugins read most variables when they are loaded, so call this first.
    /// </summary>
    /// <exception cref="Win32Exception">The C library refused, for instance an empty name.</exception>
    public static void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        if (!OperatingSystem.IsWindows() && SetNative(name, value, 1) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "setenv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}
