using Emulator;
using Inference.Layers;
using Inference.Programs;
using Inference.Runtime;
using Inference.StableHlo;
using Pjrt;
using Pjrt.Emulation;

namespace Inference.Tests.Runtime;

public sealed class StageRunTests : IDisposable
{
    private const int Side = 192;

    private static readonly PjrtPlugin Plugin = PjrtPlugin.FromFunctionTable(EmulatorPlugin.GetPjrtApi());

    private readonly PjrtClient _client = Plugin.CreateClient(new Dictionary<string, PjrtValue> { ["device_count"] = 1 });

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_run_that_is_broken_off_frees_its_arrays_only_when_its_stages_have_ended()
    {
        using var stage = Square();
        using var input = Input();
        // The first execution takes far longer than later ones, and the fault multiplies.
        await WarmAsync(stage, input);
        EmulatorExtension.Find(Plugin)!.SetFault(_client, 0, DeviceFault.Slow, 100);
        using var stop = new CancellationTokenSource();
        var run = new StageRun(stop.Token);
        var made = run.Start(stage, [], input)[0];
        await stop.CancelAsync();
        Assert.Throws<OperationCanceledException>(() => run.Start(stage, [], input));

        var disposing = run.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        var ready = made.Parts[0].ReadyAsync();
        Assert.False(ready.IsCompleted);
        await disposing;
        await ready;
        Assert.Throws<ObjectDisposedException>(() => made.Parts[0].IsDeleted);
    }

    [Fact]
    public async Task A_stage_that_failed_does_not_keep_the_arrays()
    {
        using var stage = Square();
        using var input = Input();
        EmulatorExtension.Find(Plugin)!.SetFault(_client, 0, DeviceFault.Fail);
        var run = new StageRun(CancellationToken.None);
        var made = run.Start(stage, [], input)[0];
        await Assert.ThrowsAsync<PjrtException>(run.DrainAsync);
        await run.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => made.Parts[0].IsDeleted);
    }

    private static async Task WarmAsync(StageExecutable stage, DeviceArray input)
    {
        await using var run = new StageRun(CancellationToken.None);
        for (var i = 0; i < 3; i++)
            run.Start(stage, [], input);
        await run.DrainAsync();
    }

    private DeviceArray Input() => new Mesh(_client, [0]).Upload<float>(new float[Side * Side], [Side, Side]);

    private StageExecutable Square()
    {
        var program = new StageProgram("test", "square", $$"""
            module @square {
              func.func @main(%x: tensor<{{Side}}x{{Side}}xf32>) -> tensor<{{Side}}x{{Side}}xf32> {
                %0 = "stablehlo.dot_general"(%x, %x) <{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>}> : (tensor<{{Side}}x{{Side}}xf32>, tensor<{{Side}}x{{Side}}xf32>) -> tensor<{{Side}}x{{Side}}xf32>
                "func.return"(%0) : (tensor<{{Side}}x{{Side}}xf32>) -> ()
              }
            }
            """, new CompileOptions());
        var shape = new Shape(ElementType.F32, new Axis("row", Side), new Axis("column", Side));
        var stage = new Stage(program, [new StageInput("x", shape, Donated: false)], [], [new StageOutput("y", shape)]);
        return new StageExecutable(stage, _client.Compile(program.Text, program.Options));
    }
}
