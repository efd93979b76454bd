using Fleet;
using Inference.Programs;

namespace Compiler.Units;

/// <summary>A program to be compiled, and the first size of its unit that needs it.</summary>
internal sealed record PlannedProgram(Unit Unit, ImageSize Size, StageProgram Program)
{
    public override string ToString() => $"{Unit.Name} {Size} {Program.Component} '{Program.Stage}'";
}
