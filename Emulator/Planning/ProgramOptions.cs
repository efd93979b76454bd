namespace Emulator.Planning;

/// <summary>How a program is to run; what the compile options say, or else the module.</summary>
internal sealed record ProgramOptions(int Replicas = 1, int Partitions = 1);
