using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Runs an AppHost's program inside a test up to its Build: the test may then change the description, build the
/// application, start it and ask its resources. No dashboard, free ports.
/// </summary>
public static class DistributedApplicationTestingBuilder
{
    private static readonly Action<DistributedApplicationOptions, HostApplicationBuilderSettings> Unchanged = (_, _) => { };

    /// <summary>Runs the program of the assembly that holds <typeparamref name="TEntryPoint"/>, usually <c>Projects.AppHost</c>.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), [], Unchanged, cancellationToken);

    /// <summary>Runs the program with arguments.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), args, Unchanged, cancellationToken);

    /// <summary>Runs the program with arguments and changed options.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder,
        CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync(typeof(TEntryPoint), args, configureBuilder, cancellationToken);

    /// <summary>Runs the program of the assembly that holds a type.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, CancellationToken cancellationToken = default) =>
        CreateAsync(entryPoint, [], Unchanged, cancellationToken);

    /// <summary>Runs the program of the assembly that holds a type with arguments.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint, string[] args, CancellationToken cancellationToken = default) =>
        CreateAsync(entryPoint, args, Unchanged, cancellationToken);

    /// <summary>Runs the program of the assembly that holds a type with arguments and changed options.</summary>
    /// <exception cref="InvalidOperationException">The program ended before it built an application.</exception>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint,
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder,
        CancellationToken cancellationToken = default)
    {
        var program = new ProgramUnderTest(entryPoint.Assembly, args, configureBuilder);
        return new SuspendedBuilder(await program.RunToBuildAsync(cancellationToken).ConfigureAwait(false), program);
    }

    /// <summary>Starts a description without a program, for the calling assembly.</summary>
    public static IDistributedApplicationTestingBuilder Create(params string[] args) =>
        Create(args, Assembly.GetCallingAssembly(), Unchanged);

    /// <summary>Starts a description without a program, for the calling assembly, with changed options.</summary>
    public static IDistributedApplicationTestingBuilder Create(
        string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder) =>
        Create(args, Assembly.GetCallingAssembly(), configureBuilder);

    private static OwnBuilder Create(
        string[] args, Assembly caller, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    {
        var interceptor = new OptionsInterceptor(caller, args, configureBuilder);
        BuilderInterceptor.Current = interceptor;
        try
        {
            return new OwnBuilder(new DistributedApplicationBuilder(new DistributedApplicationOptions()));
        }
        finally
        {
            BuilderInterceptor.Current = null;
        }
    }
}
