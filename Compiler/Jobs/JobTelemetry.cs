using System.Diagnostics;

namespace Compiler.Jobs;

internal static class JobTelemetry
{
    public static readonly ActivitySource Source = new("Inference.Compiler");
}
