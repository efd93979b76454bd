namespace Emulator.Objects;

/// <summary>Native objects that a caller must destroy; the numbers are part of the private extension.</summary>
internal enum ObjectKind
{
    Client = 0,
    Error = 1,
    Event = 2,
    Buffer = 3,
    Executable = 4,
    LoadedExecutable = 5,
    Topology = 6,
    Serialized = 7,
    Count = 8,
}
