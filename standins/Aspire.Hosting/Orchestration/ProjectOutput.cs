using System.Diagnostics;

namespace Aspire.Hosting.Orchestration;

/// <summary>Finds what a project was built to, and how that is run.</summary>
internal static class ProjectOutput
{
    public static async Task<(string Program, string[] LeadingArguments)> LocateAsync(
        IProjectMetadata project, CancellationToken cancellationToken)
    {
        // The build that generated the project's class knows its output; asking MSBuild takes a second for each.
        var projectPath = project.ProjectPath;
        var assembly = AppHostMetadata.ReadProjectOutput(project.GetType().Assembly, projectPath)
            ?? await AskAsync(projectPath, cancellationToken).ConfigureAwait(false);
        if (!File.Exists(assembly))
            throw new DistributedApplicationException($"'{projectPath}' is not built: '{assembly}' does not exist. Build the AppHost first.");

        // Its own host gives the process the project's name; without one the shared host runs the assembly.
        var program = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null)!;
        return File.Exists(program) ? (program, []) : (DotnetInstallation.Muxer, ["exec", assembly]);
    }

    private static async Task<string> AskAsync(string projectPath, CancellationToken cancellationToken)
    {
        using var msbuild = Process.Start(new ProcessStartInfo(
            DotnetInstallation.Muxer, ["msbuild", projectPath, "-getProperty:TargetPath", "-nologo"])
        { RedirectStandardOutput = true })!;
        var output = await msbuild.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await msbuild.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return msbuild.ExitCode == 0
            ? output.Trim()
            : throw new DistributedApplicationException($"MSBuild cannot read '{projectPath}': {output}");
    }
}

/// <summary>The .NET installation that this process runs on.</summary>
internal static class DotnetInstallation
{
    /// <summary>The folder that holds dotnet, <c>shared</c> and <c>sdk</c>.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(
        System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>The dotnet program.</summary>
    public static string Muxer { get; } = Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
}
