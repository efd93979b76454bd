using System.Diagnostics.Metrics;
using Emulator;
using Inference.Artifacts;
using Inference.Programs;
using Pjrt;
using Pjrt.Emulation;
using Shared;

namespace Inference.Tests.Artifacts;

public sealed class StoredSourceTests : IDisposable
{
    private const string Model = "flux", Accelerator = "trainium";

    private static readonly PjrtPlugin Plugin = PjrtPlugin.FromFunctionTable(EmulatorPlugin.GetPjrtApi());

    private readonly TemporaryFolder _folder = new();
    private readonly ArtifactStore _store;

    public StoredSourceTests() => _store = new ArtifactStore(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compiles_what_is_missing_and_loads_it_the_next_time()
    {
        using var client = Open(out var target);
        var source = Source(client, target, MissingArtifact.Compile);
        using (var compiled = await source.GetAsync(Program("first"), TestContext.Current.CancellationToken))
            Run(client, compiled);
        using var loaded = await Source(client, target, MissingArtifact.Fail)
            .GetAsync(Program("first"), TestContext.Current.CancellationToken);
        Run(client, loaded);
    }

    [Fact]
    public async Task A_full_store_compiles_nothing()
    {
        var emulator = EmulatorExtension.Find(Plugin)!;
        using (var compiling = Open(out var target))
        {
            await Source(compiling, target).EnsureAsync(Program("stored"), TestContext.Current.CancellationToken);
            Assert.Equal(1, emulator.GetCounters(compiling).Compilations);
        }

        using var client = Open(out var same);
        using var loaded = await Source(client, same).GetAsync(Program("stored"), TestContext.Current.CancellationToken);
        await Source(client, same).EnsureAsync(Program("stored"), TestContext.Current.CancellationToken);
        var counters = emulator.GetCounters(client);
        // Ensuring loads as well, to know that workers can.
        Assert.Equal((0, 2), (counters.Compilations, counters.Loads));
    }

    [Fact]
    public async Task Names_what_is_missing_when_it_may_not_compile()
    {
        using var client = Open(out var target);
        var source = Source(client, target, MissingArtifact.Fail);
        var exception = await Assert.ThrowsAsync<ArtifactMissingException>(
            async () => await source.GetAsync(Program("second"), TestContext.Current.CancellationToken));
        Assert.Contains(source.AddressOf(Program("second")).Key.Value, exception.Message);
        Assert.Contains("Run the compile job", exception.Message);
    }

    [Fact]
    public async Task Ensuring_twice_compiles_once_and_counts_hits_and_misses()
    {
        using var client = Open(out var target);
        // Counters are the process's: a model of its own tells this test's from others'.
        var source = new StoredSource(_store, "counted", Accelerator, client, target);
        var counted = new Dictionary<string, long>();
        using var listener = Listen("counted", counted);
        var first = await source.EnsureAsync(Program("third"), TestContext.Current.CancellationToken);
        var second = await source.EnsureAsync(Program("third"), TestContext.Current.CancellationToken);
        Assert.Equal((false, true), (first.Hit, second.Hit));
        Assert.True(first.CompileTime > TimeSpan.Zero);
        Assert.Equal(1, counted["inference.artifact.misses"]);
        Assert.Equal(1, counted["inference.artifact.hits"]);
    }

    [Fact]
    public async Task Many_at_once_compile_each_key_once()
    {
        using var client = Open(out var target);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            i => Source(client, target).EnsureAsync(Program($"concurrent{i % 2}"), TestContext.Current.CancellationToken)));
        Assert.Equal(2, outcomes.Count(outcome => !outcome.Hit));
        Assert.Equal(2, Directory.GetFiles(_folder.Path, "manifest.json", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task An_attempt_that_the_plugin_refuses_does_not_hide_a_good_one()
    {
        using var client = Open(out var target);
        var program = Program("refused");
        var source = Source(client, target);
        _store.Write(source.AddressOf(program), program.Stage, target, program.Text, "no executable"u8, TimeSpan.Zero);
        using (var compiled = await source.GetAsync(program, TestContext.Current.CancellationToken))
            Run(client, compiled);
        using var loaded = await Source(client, target, MissingArtifact.Fail).GetAsync(program, TestContext.Current.CancellationToken);
        Run(client, loaded);
    }

    [Fact]
    public async Task What_the_plugin_refuses_is_told_when_nothing_else_is_there()
    {
        using var client = Open(out var target);
        var program = Program("damaged");
        var source = Source(client, target, MissingArtifact.Fail);
        _store.Write(source.AddressOf(program), program.Stage, target, program.Text, "no executable"u8, TimeSpan.Zero);
        var exception = await Assert.ThrowsAsync<ArtifactMissingException>(
            async () => await source.GetAsync(program, TestContext.Current.CancellationToken));
        var refusal = Assert.IsType<PjrtException>(exception.InnerException);
        Assert.Contains(refusal.Message, exception.Message);
        Assert.Contains(source.AddressOf(program).Key.Value, exception.Message);
    }

    [Theory]
    [InlineData(PjrtErrorCode.ResourceExhausted)]
    [InlineData(PjrtErrorCode.Unavailable)]
    public async Task A_device_that_cannot_load_is_no_missing_artifact(PjrtErrorCode code)
    {
        using var client = Open(out var target);
        var source = new StoredSource(_store, Model, Accelerator, client, target) { Loading = _ => throw new PjrtException(code, "no luck") };
        await source.EnsureAsync(Program("there"), TestContext.Current.CancellationToken);
        var exception = await Assert.ThrowsAsync<PjrtException>(async () => await source.GetAsync(Program("there"), TestContext.Current.CancellationToken));
        Assert.Equal(code, exception.Code);
        Assert.Single(_store.Read(source.AddressOf(Program("there"))));
    }

    [Fact]
    public async Task A_load_that_fails_for_another_reason_than_the_bytes_is_told_as_it_is()
    {
        using var client = Open(out var target);
        var source = new StoredSource(_store, Model, Accelerator, client, target, MissingArtifact.Fail) { Loading = _ => throw new PjrtException(PjrtErrorCode.Internal, "core 3 is gone") };
        await Source(client, target).EnsureAsync(Program("sound"), TestContext.Current.CancellationToken);
        var exception = await Assert.ThrowsAsync<PjrtException>(async () => await source.GetAsync(Program("sound"), TestContext.Current.CancellationToken));
        Assert.Contains("core 3 is gone", exception.Message);
    }

    [Fact]
    public async Task Ensuring_compiles_what_is_there_and_cannot_be_loaded()
    {
        using var client = Open(out var target);
        var program = Program("spoilt");
        var source = Source(client, target);
        _store.Write(source.AddressOf(program), program.Stage, target, program.Text, "no executable"u8, TimeSpan.Zero);
        Assert.False((await source.EnsureAsync(program, TestContext.Current.CancellationToken)).Hit);
        using var loaded = await Source(client, target, MissingArtifact.Fail).GetAsync(program, TestContext.Current.CancellationToken);
        Run(client, loaded);
    }

    [Fact]
    public async Task Ensuring_takes_what_only_a_device_cannot_load_for_stored()
    {
        using var client = Open(out var target);
        await Source(client, target).EnsureAsync(Program("kept"), TestContext.Current.CancellationToken);
        var tired = new StoredSource(_store, Model, Accelerator, client, target) { Loading = _ => throw new PjrtException(PjrtErrorCode.ResourceExhausted, "full") };
        Assert.True((await tired.EnsureAsync(Program("kept"), TestContext.Current.CancellationToken)).Hit);
    }

    [Theory]
    [InlineData(RealPlugins.Newer)]
    [InlineData(RealPlugins.Older)]
    public async Task Bytes_that_a_real_plugin_cannot_read_are_compiled_anew_whatever_it_calls_them(string name)
    {
        // Another program's bytes would pass; these have the right hash, so the store hands them out.
        var plugin = RealPlugins.LoadOrSkip(name);
        using var client = plugin.CreateClient(cores: 1);
        var source = Source(client, ArtifactTarget.Of(plugin, client, new DeviceSettings()));
        var program = Program("unreadable");
        _store.Write(source.AddressOf(program), program.Stage, ArtifactTarget.Of(plugin, client, new DeviceSettings()), program.Text, "no executable"u8, TimeSpan.Zero);
        using var compiled = await source.GetAsync(program, TestContext.Current.CancellationToken);
        Run(client, compiled);
    }

    [Fact]
    public async Task What_is_missing_is_told_and_counted_once_and_nothing_that_another_compiled_meanwhile()
    {
        using var client = Open(out var target);
        var told = new List<string>();
        // Counters are the process's: a model of its own tells this test's from others'.
        StoredSource Counted() => new(_store, "counted-at-load", Accelerator, client, target, onMissing: (program, _) => Tell(program.Stage), onCompiled: () => Tell("compiled"));
        void Tell(string what)
        {
            lock (told)
                told.Add(what);
        }
        var counted = new Dictionary<string, long>();
        using var listener = Listen("counted-at-load", counted);
        var loaded = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            async _ => await Counted().GetAsync(Program("wanted"), TestContext.Current.CancellationToken)));
        foreach (var executable in loaded)
            executable.Dispose();
        Assert.Equal(["wanted", "compiled"], told);
        Assert.Equal((1, 3), (counted["inference.artifact.misses"], counted["inference.artifact.hits"]));
    }

    [Fact]
    public async Task A_program_that_does_not_compile_leaves_nothing_and_frees_its_lock()
    {
        using var client = Open(out var target);
        var bad = Program("bad") with { Text = "module { nonsense }" };
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<PjrtException>(() => Source(client, target).EnsureAsync(bad, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    private static MeterListener Listen(string model, Dictionary<string, long> counted)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == ArtifactTelemetry.Name)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (counted)
                if (tags.Contains(new("inference.model", model)))
                    counted[instrument.Name] = counted.GetValueOrDefault(instrument.Name) + value;
        });
        listener.Start();
        return listener;
    }

    private StoredSource Source(PjrtClient client, ArtifactTarget target, MissingArtifact missing = MissingArtifact.Compile) =>
        new(_store, Model, Accelerator, client, target, missing);

    private static PjrtClient Open(out ArtifactTarget target)
    {
        var client = Plugin.CreateClient(new Dictionary<string, PjrtValue> { ["device_kind"] = "trn1", ["device_count"] = 1 });
        target = ArtifactTarget.Of(Plugin, client, new DeviceSettings());
        return client;
    }

    private static StageProgram Program(string name) => new("transformer", name, $$"""
        module @{{name}} {
          func.func @main(%x: tensor<2xf32>) -> tensor<2xf32> {
            %0 = "stablehlo.add"(%x, %x) : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
            "func.return"(%0) : (tensor<2xf32>) -> ()
          }
        }
        """, new CompileOptions());

    private static void Run(PjrtClient client, PjrtExecutable executable)
    {
        using var x = client.BufferFromHost([1f, 2], [2], client.Devices[0]);
        using var y = executable.Execute([[x]]).Outputs[0][0];
        Assert.Equal([2f, 4], y.ToArray<float>());
    }
}
