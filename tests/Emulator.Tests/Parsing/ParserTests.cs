using Emulator.Errors;
using Emulator.Ir;
using Emulator.Parsing;

namespace Emulator.Tests.Parsing;

public sealed class ParserTests
{
    [Theory]
    [InlineData("func.func @main(%x: tensor<2x3f32>) { return }", 1, 31, "expected 'x' after a dimension")]
    [InlineData("func.func @main(%x: tensor<2xq7>) { return }", 1, 30, "'q7' is no element type; allowed: i1")]
    [InlineData("func.func @main(%x: tensor<f32>) {\n  return %y : tensor<f32>\n}", 2, 10, "%y is not defined")]
    [InlineData("func.func @main() {\n\n  return ~\n}", 3, 10, "unexpected character '~'")]
    [InlineData("func.func @main() { // }\n", 2, 1, "the end of the text")]
    [InlineData("func.func @main(%x: tensor<f32>) {\n  return %x#-1 : tensor<f32>\n}", 2, 10, "%x#-1 does not exist")]
    [InlineData("func.func @main() {\n  %0:99999999999 = \"stablehlo.custom_call\"() : () -> tensor<f32>\n}", 2, 3, "has 1 result(s)")]
    [InlineData("module attributes {mhlo.num_replicas = 99999999999 : i64} { func.func @main() { return } }", 0, 0, "mhlo.num_replicas is 99999999999")]
    [InlineData("module { func.func @f() { return } }", 0, 0, "has no function @main")]
    public void Errors_say_line_and_column(string text, int line, int column, string message)
    {
        var error = Assert.Throws<ProgramException>(() => StableHloParser.Parse(text));
        Assert.Equal(ErrorCode.InvalidArgument, error.Code);
        Assert.Contains(message, error.Message);
        if (line > 0)
            Assert.StartsWith($"line {line}, column {column}: ", error.Message);
    }

    [Theory]
    [InlineData("stablehlo.frobnicate")]
    [InlineData("stablehlo.fft")]
    [InlineData("foo.bar")]
    public void An_unknown_operation_is_unimplemented(string name)
    {
        var error = Assert.Throws<ProgramException>(() => StableHloParser.Parse($"func.func @main() {{\n  %0 = \"{name}\"() : () -> tensor<f32>\n}}"));
        Assert.Equal(ErrorCode.Unimplemented, error.Code);
        Assert.Equal($"line 2, column 8: the emulated device has no operation {name}", error.Message);
    }

    [Fact]
    public void Attributes_keep_their_types()
    {
        var module = StableHloParser.Parse("""
            #alias = 7 : i32
            module @m attributes {mhlo.num_replicas = 2 : i32} {
              func.func @main(%x: tensor<4xf32> {tf.aliasing_output = 0 : i32}, %y: tensor<4xf32> {jax.buffer_donor = true}) -> tensor<4xf32> {
                %0 = "stablehlo.custom_call"(%x) {a = -3 : i64, b = 1.5 : f32, c = true, d, e = "t\22", f = @g, g = [1, 2],
                  h = array<i1: true, false>, i = dense<[[1, -1]]> : tensor<1x2xi64>, j = #alias, k = #sdy.sharding<@m, [{}, {"->>"}]>,
                  l = #stablehlo.channel_handle<handle = 5, type = 1>} : (tensor<4xf32>) -> tensor<4xf32> loc("here")
                return %0 : tensor<4xf32>
              }
            } loc(unknown)
            """);
        var operation = module.Main.Body.Operations[0];
        Assert.Equal(2, module.Replicas);
        Assert.Equal([new ParameterInfo(0, false), new ParameterInfo(-1, true)], module.Main.Parameters);
        Assert.Equal(-3, operation.Int("a"));
        Assert.Equal(new FloatAttribute(1.5, ElementType.F32), operation.Find("b"));
        Assert.True(operation.Bool("c") && operation.Bool("d") && !operation.Bool("absent"));
        Assert.Equal("t\"", operation.Text("e"));
        Assert.Equal("g", operation.Text("f"));
        Assert.Equal(2, operation.Find<ArrayAttribute>("g")!.Items.Length);
        Assert.Equal([1, 0], operation.Ints("h")!);
        Assert.Equal([1, -1], operation.Ints("i")!);
        Assert.Equal(7, operation.Int("j"));
        Assert.Equal("#sdy.sharding<@m, [{}, {\"->>\"}]>", operation.Find<OpaqueAttribute>("k")!.Text);
        Assert.Equal(new ChannelHandle(5, 1), operation.Find("l"));
        Assert.Same(operation, operation.Result.Definition);
    }

    [Theory]
    [InlineData("dense<1.0> : tensor<2xbf16>", "803F", true)]
    [InlineData("dense<0xFF80> : tensor<bf16>", "80FF", true)]
    [InlineData("dense<3.0e38> : tensor<f16>", "007C", true)]
    [InlineData("dense<-1.0e-45> : tensor<f32>", "01000080", true)]
    [InlineData("dense<[448.0, 1.0e9]> : tensor<2xf8E4M3FN>", "7E7F", false)]
    [InlineData("dense<[1.0, 0.0625]> : tensor<2xf8E5M2>", "3C2C", false)]
    [InlineData("dense<[1.00390625, 1.01171875]> : tensor<2xbf16>", "803F823F", false)]
    [InlineData("dense<[255, -128]> : tensor<2xi8>", "FF80", false)]
    [InlineData("dense<\"0x0D\"> : tensor<4xi1>", "01000101", false)]
    [InlineData("dense<true> : tensor<9xi1>", "01", true)]
    [InlineData("dense<> : tensor<0xf32>", "", false)]
    public void Constants_become_memory_images(string text, string bytes, bool splat)
    {
        var module = StableHloParser.Parse($"func.func @main() {{ %0 = stablehlo.constant {text} return }}");
        var value = module.Main.Body.Operations[0].Find<DenseAttribute>("value")!;
        Assert.Equal(bytes, Convert.ToHexString(value.Data));
        Assert.Equal(splat, value.IsSplat);
    }

    [Fact]
    public void Deep_nesting_is_an_error_and_no_crash()
    {
        var text = $"func.func @main() {{ %0 = \"stablehlo.custom_call\"() {{a = {new string('[', 100_000)}}}";
        Assert.Contains("nested deeper", Assert.Throws<ProgramException>(() => StableHloParser.Parse(text)).Message);
    }

    [Fact]
    public void Types_are_shared_between_operations()
    {
        var module = StableHloParser.Parse("func.func @main(%x: tensor<2xf32>, %y: tensor<2xf32>) -> tensor<2xf32> { return %x : tensor<2xf32> }");
        Assert.Same(module.Main.Body.Arguments[0].Type, module.Main.Body.Arguments[1].Type);
    }
}
