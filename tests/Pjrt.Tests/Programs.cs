namespace Pjrt.Tests;

/// <summary>StableHLO programs in generic form.</summary>
internal static class Programs
{
    /// <summary>x: [2, 3] → x + x.</summary>
    public const string Double = """
        module @double {
          func.func @main(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
            %0 = "stablehlo.add"(%x, %x) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
            "func.return"(%0) : (tensor<2x3xf32>) -> ()
          }
        }
        """;

    /// <summary>x: [2, 3], y: [2, 3] → x · y, and whether x is greater than y.</summary>
    public const string TwoOutputs = """
        module @two {
          func.func @main(%x: tensor<2x3xf32>, %y: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xi1>) {
            %0 = "stablehlo.multiply"(%x, %y) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
            %1 = "stablehlo.compare"(%x, %y) {comparison_direction = #stablehlo<comparison_direction GT>} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xi1>
            "func.return"(%0, %1) : (tensor<2x3xf32>, tensor<2x3xi1>) -> ()
          }
        }
        """;

    /// <summary>state: [4] (donated), x: [4] → state + x in the memory of the state.</summary>
    public const string Donating = """
        module @donating {
          func.func @main(%state: tensor<4xf32> {tf.aliasing_output = 0 : i32}, %x: tensor<4xf32>) -> tensor<4xf32> {
            %0 = "stablehlo.add"(%state, %x) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
            "func.return"(%0) : (tensor<4xf32>) -> ()
          }
        }
        """;

    /// <summary>x: [2] on each of n replicas → the sum over replicas, and the replica's number.</summary>
    public static string AllReduce(int replicas) => $$"""
        module @reduce attributes {mhlo.num_replicas = {{replicas}} : i32, mhlo.num_partitions = 1 : i32} {
          func.func @main(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<ui32>) {
            %0 = "stablehlo.all_reduce"(%x) ({
              ^bb0(%a: tensor<f32>, %b: tensor<f32>):
                %s = "stablehlo.add"(%a, %b) : (tensor<f32>, tensor<f32>) -> tensor<f32>
                "stablehlo.return"(%s) : (tensor<f32>) -> ()
            }) {replica_groups = dense<[[{{string.Join(", ", Enumerable.Range(0, replicas))}}]]> : tensor<1x{{replicas}}xi64>} : (tensor<2xf32>) -> tensor<2xf32>
            %1 = "stablehlo.replica_id"() : () -> tensor<ui32>
            "func.return"(%0, %1) : (tensor<2xf32>, tensor<ui32>) -> ()
          }
        }
        """;

    /// <summary>x: [2] on each of two partitions → the sum over partitions.</summary>
    public const string PartitionedAllReduce = """
        module @partitioned attributes {mhlo.num_replicas = 1 : i32, mhlo.num_partitions = 2 : i32} {
          func.func @main(%x: tensor<2xf32>) -> tensor<2xf32> {
            %0 = "stablehlo.all_reduce"(%x) ({
              ^bb0(%a: tensor<f32>, %b: tensor<f32>):
                %s = "stablehlo.add"(%a, %b) : (tensor<f32>, tensor<f32>) -> tensor<f32>
                "stablehlo.return"(%s) : (tensor<f32>) -> ()
            }) {replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>, channel_handle = #stablehlo.channel_handle<handle = 1, type = 1>, use_global_device_ids} : (tensor<2xf32>) -> tensor<2xf32>
            "func.return"(%0) : (tensor<2xf32>) -> ()
          }
        }
        """;

    /// <summary>n scalars → the first plus the last; those between are not used.</summary>
    public static string FirstPlusLast(int count) => $$"""
        module @many {
          func.func @main({{string.Join(", ", Enumerable.Range(0, count).Select(i => $"%x{i}: tensor<f32>"))}}) -> tensor<f32> {
            %0 = "stablehlo.add"(%x0, %x{{count - 1}}) : (tensor<f32>, tensor<f32>) -> tensor<f32>
            "func.return"(%0) : (tensor<f32>) -> ()
          }
        }
        """;

    /// <summary>Adds values of two different types.</summary>
    public const string IllTyped = """
        module {
          func.func @main(%x: tensor<2xf32>, %y: tensor<3xf32>) -> tensor<2xf32> {
            %0 = "stablehlo.add"(%x, %y) : (tensor<2xf32>, tensor<3xf32>) -> tensor<2xf32>
            "func.return"(%0) : (tensor<2xf32>) -> ()
          }
        }
        """;
}
