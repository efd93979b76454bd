using System.Runtime.InteropServices;

namespace Emulator.Tests.Execution;

/// <summary>Small programs for tests, and their values.</summary>
internal static class Programs
{
    /// <summary>A module of one function: parameters as <c>%x: tensor&lt;…&gt;</c>, the body's lines, results.</summary>
    public static string Module(string parameters, string results, string body, string values, int replicas = 1)
        => $$"""
        module @test attributes {mhlo.num_replicas = {{replicas}} : i32, mhlo.num_partitions = 1 : i32} {
          func.func @main({{parameters}}) -> ({{results}}) {
        {{body}}
            "func.return"({{values}}) : ({{results}}) -> ()
          }
        }
        """;

    public static byte[] Bytes<T>(params T[] values)
        where T : unmanaged
        => MemoryMarshal.AsBytes<T>(values).ToArray();

    public static T[] Values<T>(byte[] bytes)
        where T : unmanaged
        => MemoryMarshal.Cast<byte, T>(bytes).ToArray();

    /// <summary>Sum over a dimension, as a line of text.</summary>
    public static string Sum(string result, string operand, string zero, int dimension, string from, string to)
        => $$"""
            {{result}} = "stablehlo.reduce"({{operand}}, {{zero}}) ({
              ^bb0({{result}}a: tensor<f32>, {{result}}b: tensor<f32>):
                {{result}}s = "stablehlo.add"({{result}}a, {{result}}b) : (tensor<f32>, tensor<f32>) -> tensor<f32>
                "stablehlo.return"({{result}}s) : (tensor<f32>) -> ()
            }) {dimensions = array<i64: {{dimension}}>} : ({{from}}, tensor<f32>) -> {{to}}
        """;
}
