using Emulator.Errors;

namespace Emulator.Tests.Api;

/// <summary>Strict mode refuses what the real compiler of the kind refuses, and only then.</summary>
public sealed class StrictTests
{
    private const string If = """
        func.func @main(%p: tensor<i1>, %x: tensor<f32>) -> tensor<f32> {
          %0 = "stablehlo.if"(%p) ({ "stablehlo.return"(%x) : (tensor<f32>) -> () }, { "stablehlo.return"(%x) : (tensor<f32>) -> () }) : (tensor<i1>) -> tensor<f32>
          return %0 : tensor<f32>
        }
        """;

    private const string VariadicReduce = """
        func.func @main(%x: tensor<4xf32>, %i: tensor<4xi32>, %z: tensor<f32>, %n: tensor<i32>) -> (tensor<f32>, tensor<i32>) {
          %0:2 = "stablehlo.reduce"(%x, %i, %z, %n) ({
            ^bb0(%a: tensor<f32>, %b: tensor<i32>, %c: tensor<f32>, %d: tensor<i32>):
              %p = "stablehlo.compare"(%a, %c) {comparison_direction = #stablehlo<comparison_direction GE>} : (tensor<f32>, tensor<f32>) -> tensor<i1>
              %v = "stablehlo.select"(%p, %a, %c) : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
              %w = "stablehlo.select"(%p, %b, %d) : (tensor<i1>, tensor<i32>, tensor<i32>) -> tensor<i32>
              "stablehlo.return"(%v, %w) : (tensor<f32>, tensor<i32>) -> ()
          }) {dimensions = array<i64: 0>} : (tensor<4xf32>, tensor<4xi32>, tensor<f32>, tensor<i32>) -> (tensor<f32>, tensor<i32>)
          return %0#0, %0#1 : tensor<f32>, tensor<i32>
        }
        """;

    private const string Double = """
        func.func @main(%x: tensor<4xf32>) -> tensor<4xf64> {
          %0 = "stablehlo.convert"(%x) : (tensor<4xf32>) -> tensor<4xf64>
          return %0 : tensor<4xf64>
        }
        """;

    private const string GatherBeyondTheEnd = """
        func.func @main(%x: tensor<4x2xf32>) -> tensor<2x2xf32> {
          %i = "stablehlo.constant"() {value = dense<[3, 4]> : tensor<2xi32>} : () -> tensor<2xi32>
          %0 = "stablehlo.gather"(%x, %i) {dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 1, 2>} : (tensor<4x2xf32>, tensor<2xi32>) -> tensor<2x2xf32>
          return %0 : tensor<2x2xf32>
        }
        """;

    [Theory]
    [InlineData("if", If)]
    [InlineData("4 is outside dimension 0", GatherBeyondTheEnd)]
    [InlineData("reduce", VariadicReduce)]
    [InlineData("f64", Double)]
    [InlineData("trip count", null)]
    public void Neuron_refuses(string what, string? program)
    {
        program ??= Loop("%limit");
        using var strict = new RawClient(("device_kind", "inf2"), ("strict", true));
        var error = RawApi.Refused(ErrorCode.InvalidArgument, () => strict.Compile(program));
        Assert.Contains("refused in strict mode: inf2", error.Message);
        Assert.Contains(what, error.Message);
    }

    [Fact]
    public void Counted_loops_are_taken_and_so_is_everything_elsewhere()
    {
        using var strict = new RawClient(("strict", true));
        strict.Compile(Loop("%ten"));
        using var lenient = new RawClient();
        lenient.Compile(If);
        using var gpu = new RawClient(("device_kind", "a10g"), ("strict", true));
        gpu.Compile(VariadicReduce);
    }

    [Fact]
    public void A_gather_beyond_the_end_faults_on_Neuron_and_is_clamped_elsewhere()
    {
        Assert.Equal([3, 4], Gather(strict: false, index: 7));
        Assert.Equal([3, 4], Gather(strict: true, index: 1));
        Assert.Contains("NRT_EXEC_OOB: index 7", RawApi.Refused(ErrorCode.OutOfRange, () => Gather(strict: true, index: 7)).Message);
        Assert.Contains("index -1", RawApi.Refused(ErrorCode.OutOfRange, () => Gather(strict: true, index: -1)).Message);
    }

    private static float[] Gather(bool strict, float index)
    {
        using var client = new RawClient(("strict", strict));
        var executable = client.Compile("""
            func.func @main(%x: tensor<2x2xf32>, %f: tensor<1xf32>) -> tensor<1x2xf32> {
              %i = "stablehlo.convert"(%f) : (tensor<1xf32>) -> tensor<1xi32>
              %0 = "stablehlo.gather"(%x, %i) {dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 1, 2>} : (tensor<2x2xf32>, tensor<1xi32>) -> tensor<1x2xf32>
              return %0 : tensor<1x2xf32>
            }
            """);
        return client.Download(client.Execute(executable, [[client.Upload([1, 2, 3, 4], [2, 2]), client.Upload([index], [1])]])[0][0]);
    }

    private static string Loop(string bound) => $$"""
        func.func @main(%limit: tensor<i32>, %x: tensor<f32>) -> tensor<f32> {
          %zero = "stablehlo.constant"() {value = dense<0> : tensor<i32>} : () -> tensor<i32>
          %ten = "stablehlo.constant"() {value = dense<10> : tensor<i32>} : () -> tensor<i32>
          %one = "stablehlo.constant"() {value = dense<1> : tensor<i32>} : () -> tensor<i32>
          %0:2 = "stablehlo.while"(%zero, %x) ({
            ^bb0(%i: tensor<i32>, %v: tensor<f32>):
              %c = "stablehlo.compare"(%i, {{bound}}) {comparison_direction = #stablehlo<comparison_direction LT>} : (tensor<i32>, tensor<i32>) -> tensor<i1>
              "stablehlo.return"(%c) : (tensor<i1>) -> ()
          }, {
            ^bb0(%i: tensor<i32>, %v: tensor<f32>):
              %n = "stablehlo.add"(%i, %one) : (tensor<i32>, tensor<i32>) -> tensor<i32>
              "stablehlo.return"(%n, %v) : (tensor<i32>, tensor<f32>) -> ()
          }) : (tensor<i32>, tensor<f32>) -> (tensor<i32>, tensor<f32>)
          return %0#1 : tensor<f32>
        }
        """;
}
