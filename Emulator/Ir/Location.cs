namespace Emulator.Ir;

/// <summary>A place in the program text; both numbers start at 1.</summary>
internal readonly record struct Location(int Line, int Column)
{
    public override string ToString() => $"line {Line}, column {Column}";
}
