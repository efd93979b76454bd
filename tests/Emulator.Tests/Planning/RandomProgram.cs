using System.Text;

namespace Emulator.Tests.Planning;

/// <summary>A random program over f32 tensors, written so that its operations can be run together or one by one.</summary>
internal sealed class RandomProgram
{
    private static readonly string[] Unary = ["negate", "abs", "tanh", "logistic", "exponential"];
    private static readonly string[] Binary = ["add", "subtract", "multiply", "maximum"];
    private readonly Random _random;

    public RandomProgram(int seed)
    {
        _random = new Random(seed);
        for (var i = 0; i < 3; i++)
            Values.Add(new($"%p{i}", Shape(_random.Next(1, 4))));
        Parameters = Values.Count;
        for (var i = 0; i < 22; i++)
            Add($"%v{i}");
    }

    /// <summary>Parameters, then the result of each operation.</summary>
    public List<Value> Values { get; } = [];

    public int Parameters { get; }

    public List<Operation> Operations { get; } = [];

    /// <param name="Shape">Dimensions.</param>
    public sealed record Value(string Name, int[] Shape)
    {
        public string Type { get; } = $"tensor<{string.Concat(Shape.Select(d => d + "x"))}f32>";

        public int Count { get; } = Shape.Aggregate(1, (product, dim) => product * dim);
    }

    /// <param name="Operands">Numbers of values.</param>
    public sealed record Operation(int[] Operands, int Result, string Text);

    private void Add(string name)
    {
        var a = _random.Next(Values.Count);
        var value = Values[a];
        switch (_random.Next(9))
        {
            case 0: Emit(name, value.Shape, Unary[_random.Next(Unary.Length)], "", a); break;
            case 1 or 2: Emit(name, value.Shape, Binary[_random.Next(Binary.Length)], "", a, Partner(name, a)); break;
            case 3: Transpose(name, a); break;
            case 4: Emit(name, [value.Count], "reshape", "", a); break;
            case 5: Broadcast(name, a, _random.Next(1, 5)); break;
            case 6: Slice(name, a); break;
            case 7: Reduce(name, a); break;
            default: Concatenate(name, a, Partner(name, a)); break;
        }
    }

    /// <summary>A value of the same shape, made by repeating one along other dimensions if there is none.</summary>
    private int Partner(string name, int a)
    {
        var same = Enumerable.Range(0, Values.Count).Where(v => Values[v].Shape.SequenceEqual(Values[a].Shape)).ToArray();
        var rows = Enumerable.Range(0, Values.Count).Where(v => Values[v].Shape.Length < Values[a].Shape.Length && Values[a].Shape.AsSpan().StartsWith(Values[v].Shape)).ToArray();
        if (rows.Length == 0 || _random.Next(2) == 0)
            return same[_random.Next(same.Length)];
        var from = rows[_random.Next(rows.Length)];
        var mapping = string.Join(", ", Enumerable.Range(0, Values[from].Shape.Length));
        Emit(name + "w", Values[a].Shape, "broadcast_in_dim", $" {{broadcast_dimensions = array<i64{(mapping == "" ? "" : ": " + mapping)}>}}", from);
        return Values.Count - 1;
    }

    private void Transpose(string name, int a)
    {
        var order = Enumerable.Range(0, Values[a].Shape.Length).ToArray();
        _random.Shuffle(order);
        if (order.Length > 0)
            Emit(name, [.. order.Select(d => Values[a].Shape[d])], "transpose", $" {{permutation = array<i64: {string.Join(", ", order)}>}}", a);
    }

    private void Broadcast(string name, int a, int size)
    {
        var shape = Values[a].Shape;
        if (shape.Length > 3 || Values[a].Count > 2000)
            return;
        var at = _random.Next(shape.Length + 1);
        var mapping = string.Join(", ", Enumerable.Range(0, shape.Length).Select(d => d < at ? d : d + 1));
        Emit(name, [.. shape[..at], size, .. shape[at..]], "broadcast_in_dim", $" {{broadcast_dimensions = array<i64{(mapping == "" ? "" : ": " + mapping)}>}}", a);
    }

    private void Slice(string name, int a)
    {
        var shape = Values[a].Shape;
        if (shape.Length == 0)
            return;
        var start = Array.ConvertAll(shape, d => _random.Next(d));
        var limit = shape.Select((d, i) => _random.Next(start[i], d) + 1).ToArray();
        var step = Array.ConvertAll(shape, _ => _random.Next(1, 3));
        Emit(name, [.. shape.Select((_, i) => (limit[i] - start[i] + step[i] - 1) / step[i])], "slice",
            $" {{start_indices = array<i64: {string.Join(", ", start)}>, limit_indices = array<i64: {string.Join(", ", limit)}>, strides = array<i64: {string.Join(", ", step)}>}}", a);
    }

    private void Reduce(string name, int a)
    {
        var shape = Values[a].Shape;
        var dims = Enumerable.Range(0, shape.Length).Where(_ => _random.Next(2) == 0).ToArray();
        if (dims.Length == 0)
            return;
        var result = new Value(name, [.. shape.Where((_, d) => !dims.Contains(d))]);
        var text = new StringBuilder();
        text.Append($"    {name}z = \"stablehlo.constant\"() {{value = dense<0.25> : tensor<f32>}} : () -> tensor<f32>\n");
        text.Append($"    {name} = \"stablehlo.reduce\"({Values[a].Name}, {name}z) ({{\n");
        text.Append($"      ^bb0({name}a: tensor<f32>, {name}b: tensor<f32>):\n");
        text.Append($"        {name}s = \"stablehlo.maximum\"({name}a, {name}b) : (tensor<f32>, tensor<f32>) -> tensor<f32>\n");
        text.Append($"        \"stablehlo.return\"({name}s) : (tensor<f32>) -> ()\n");
        text.Append($"    }}) {{dimensions = array<i64: {string.Join(", ", dims)}>}} : ({Values[a].Type}, tensor<f32>) -> {result.Type}\n");
        Values.Add(result);
        Operations.Add(new([a], Values.Count - 1, text.ToString()));
    }

    private void Concatenate(string name, int a, int b)
    {
        var shape = (int[])Values[a].Shape.Clone();
        if (shape.Length == 0 || Values[a].Count > 2000)
            return;
        var dimension = _random.Next(shape.Length);
        shape[dimension] *= 2;
        Emit(name, shape, "concatenate", $" {{dimension = {dimension} : i64}}", a, b);
    }

    private void Emit(string name, int[] shape, string op, string attributes, params int[] operands)
    {
        var result = new Value(name, shape);
        var (names, types) = (string.Join(", ", operands.Select(o => Values[o].Name)), string.Join(", ", operands.Select(o => Values[o].Type)));
        Values.Add(result);
        Operations.Add(new(operands, Values.Count - 1, $"    {name} = \"stablehlo.{op}\"({names}){attributes} : ({types}) -> {result.Type}\n"));
    }

    private int[] Shape(int rank) => [.. Enumerable.Range(0, rank).Select(_ => _random.Next(1, 20))];
}
