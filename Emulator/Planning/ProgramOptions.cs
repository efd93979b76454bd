namespace Emulator.Planning;

/// <summary>How a program is to run; what the compile options say, or else the module.</summary>
/// <param name="StrictIndices">A gather beyond its operand ends the execution, as on a NeuronCore; else its index is clamped.</param>
internal sealed record ProgramOptions(int Replicas = 1, int Partitions = 1, bool StrictIndices = false);
