using Emulator.Api;

namespace Emulator;

/// <summary>
/// The emulated accelerator: a PJRT plugin in managed code. Its one entry is the function table, the same that a
/// shared library exports as <c>GetPjrtApi</c>; everything else goes through the PJRT C API.
/// </summary>
public static class EmulatorPlugin
{
    /// <summary>
    /// The PJRT_Api function table (<c>const PJRT_Api*</c>, API 0.104). It is the same at every call and stays valid
    /// for the life of the process. Create options: device_kind, device_count, memory_bytes, pace, faults, strict.
    /// </summary>
    public static nint GetPjrtApi() => ApiTable.Pointer;
}
