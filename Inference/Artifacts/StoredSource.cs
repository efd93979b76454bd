using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Inference.Programs;
using Pjrt;

namespace Inference.Artifacts;

/// <summary>What to do with a program that is not in the store.</summary>
public enum MissingArtifact
{
    /// <summary>Compile it, store it and go on.</summary>
    Compile,

    /// <summary>Throw <see cref="ArtifactMissingException"/>.</summary>
    Fail,
}

/// <summary>Executables from a store of compiled artifacts; each key is compiled by one process of a machine at a time.</summary>
/// <param name="store">The store.</param>
/// <param name="model">Name of the model.</param>
/// <param name="accelerator">Name of the accelerator.</param>
/// <param name="client">Loads and compiles.</param>
/// <param name="target">What the client's devices are: <see cref="ArtifactTarget.Of"/>.</param>
/// <param name="missing">What to do with a program that is not there.</param>
/// <param name="onMissing">Told of each program that is to be compiled because it is not there.</param>
/// <param name="onCompiled">Told when such a program is there.</param>
/// <param name="time">Measures compile time and waits; the system's when null.</param>
public sealed class StoredSource(
    ArtifactStore store, string model, string accelerator, PjrtClient client, ArtifactTarget target,
    MissingArtifact missing = MissingArtifact.Compile, TimeProvider? time = null, Action<StageProgram, ArtifactAddress>? onMissing = null, Action? onCompiled = null) : IExecutableSource
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Loads serialised executables; a seam, for no emulated device fails at that.</summary>
    internal Func<byte[], PjrtExecutable> Loading { get; init; } = executable => client.Load(executable);

    /// <inheritdoc/>
    /// <exception cref="ArtifactMissingException">Nothing in the store can be loaded, and it may not be compiled here.</exception>
    /// <exception cref="PjrtException">The device failed, or the plugin refuses what the store has for a reason that compiling may not mend.</exception>
    public async ValueTask<PjrtExecutable> GetAsync(StageProgram program, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var address = AddressOf(program);
        // Reading and loading block; compiling may take minutes on real accelerators.
        var (loaded, refusal) = await Task.Run(() => Load(address), cancellation).ConfigureAwait(false);
        if (loaded is not null)
            return loaded;
        if (missing == MissingArtifact.Fail)
        {
            // Only of an argument is it certain that the bytes are at fault, and that compiling anew helps.
            if (refusal is not null && refusal.Code != PjrtErrorCode.InvalidArgument)
                ExceptionDispatchInfo.Throw(refusal);
            ArtifactTelemetry.Miss(address);
            throw new ArtifactMissingException(address, program.Stage, store.Root, refusal);
        }

        using var turn = await MachineLock.AcquireAsync(address.Key.Value, _time, cancellation).ConfigureAwait(false);
        return await Task.Run(() => Load(address).Executable ?? CompileMissing(program, address), cancellation).ConfigureAwait(false);
    }

    /// <summary>Sees to it that a program is in the store, in a form that the plugin loads.</summary>
    /// <exception cref="PjrtException">The plugin refuses the program.</exception>
    public async Task<ArtifactOutcome> EnsureAsync(StageProgram program, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var address = AddressOf(program);
        if (IsStored(address))
        {
            ArtifactTelemetry.Hit(address);
            return new ArtifactOutcome(address, Hit: true, TimeSpan.Zero);
        }

        using var turn = await MachineLock.AcquireAsync(address.Key.Value, _time, cancellation).ConfigureAwait(false);
        if (IsStored(address))
        {
            ArtifactTelemetry.Hit(address);
            return new ArtifactOutcome(address, Hit: true, TimeSpan.Zero);
        }

        ArtifactTelemetry.Miss(address);
        var duration = TimeSpan.Zero;
        await Task.Run(() => Compile(program, address, out duration).Dispose(), cancellation).ConfigureAwait(false);
        return new ArtifactOutcome(address, Hit: false, duration);
    }

    /// <summary>Where a program lies in the store, compiled or not.</summary>
    public ArtifactAddress AddressOf(StageProgram program) =>
        new(model, accelerator, program.Component, ArtifactKey.For(program, target));

    /// <summary>Whether the store has a program, as far as a look at its manifest tells.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public bool Has(StageProgram program) => store.Contains(AddressOf(program));

    /// <summary>As <see cref="TryLoad"/>; what is found counts as a hit, and only once it is known that nothing is, that is a miss.</summary>
    private (PjrtExecutable? Executable, PjrtException? Refusal) Load(ArtifactAddress address)
    {
        var found = TryLoad(address);
        if (found.Executable is not null)
            ArtifactTelemetry.Hit(address);
        return found;
    }

    /// <summary>
    /// Whether an error is the device's, so that other bytes would fare no better. All others are the bytes': XLA says INTERNAL of
    /// those it cannot read, intact as they are. A device that fails with that code fails at compiling as well, which is then told.
    /// </summary>
    private static bool IsDevice(PjrtErrorCode code) => code is PjrtErrorCode.ResourceExhausted or PjrtErrorCode.Unavailable
        or PjrtErrorCode.Aborted or PjrtErrorCode.Cancelled or PjrtErrorCode.DeadlineExceeded;

    private PjrtExecutable CompileMissing(StageProgram program, ArtifactAddress address)
    {
        ArtifactTelemetry.Miss(address);
        onMissing?.Invoke(program, address);
        var executable = Compile(program, address, out _);
        onCompiled?.Invoke();
        return executable;
    }

    /// <summary>Whether the store has something that workers will be able to load: what is only there, no run would ever mend.</summary>
    private bool IsStored(ArtifactAddress address)
    {
        try
        {
            using var loaded = TryLoad(address).Executable;
            return loaded is not null;
        }
        catch (PjrtException exception)
        {
            // It was the device, and of the bytes that says nothing.
            Activity.Current?.AddException(exception);
            return true;
        }
    }

    /// <summary>The first valid attempt that the plugin takes, or why it refused the last one.</summary>
    /// <exception cref="PjrtException">A device failed, or has no memory left: nothing that compiling again would mend.</exception>
    private (PjrtExecutable? Executable, PjrtException? Refusal) TryLoad(ArtifactAddress address)
    {
        PjrtException? refusal = null;
        foreach (var executable in store.Read(address))
        {
            try
            {
                return (Loading(executable), null);
            }
            catch (PjrtException exception) when (!IsDevice(exception.Code))
            {
                // These bytes are not for this plugin; they must not hide an attempt that is.
                Activity.Current?.AddException(exception);
                refusal = exception;
            }
        }

        return (null, refusal);
    }

    private PjrtExecutable Compile(StageProgram program, ArtifactAddress address, out TimeSpan duration)
    {
        using var activity = ArtifactTelemetry.Source.StartActivity($"compile {program.Component} {program.Stage}");
        activity?.SetTag("inference.artifact.key", address.Key.Value);
        var start = _time.GetTimestamp();
        var executable = client.Compile(program.Text, program.Options);
        try
        {
            var serialized = executable.Serialize();
            duration = _time.GetElapsedTime(start);
            store.Write(address, program.Stage, target, program.Text, serialized, duration);
            ArtifactTelemetry.Compiled(address, duration);
            return executable;
        }
        catch
        {
            executable.Dispose();
            throw;
        }
    }
}
