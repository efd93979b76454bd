using System.Globalization;
using System.Text;
using Pjrt;

namespace Inference.StableHlo;

/// <summary>
/// Writes one StableHLO module with one function, in generic form. Names and order follow from the calls alone, so the same
/// model gives the same bytes: they are part of the key of compiled artifacts.
/// </summary>
/// <param name="name">Name of the module: letters, digits and underscores.</param>
/// <param name="replicas">Devices that run it at once and that collectives join.</param>
internal sealed class ProgramBuilder(string name, int replicas = 1)
{
    private readonly StringBuilder _body = new();
    private readonly List<Tensor> _arguments = [];
    private readonly Dictionary<string, int> _aliases = [];
    private readonly Dictionary<(ElementType, double), Tensor> _scalars = [];
    private readonly List<Tensor> _results = [];
    private int _values;

    /// <summary>Devices that run the program at once.</summary>
    public int Replicas => replicas;

    /// <summary>Adds an argument of the function; arguments keep the order of these calls.</summary>
    /// <param name="label">What it is; appears in the text.</param>
    /// <param name="shape">Its type on one device.</param>
    public Tensor Argument(string label, Shape shape)
    {
        var tensor = new Tensor(this, "%" + new string([.. label.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')]), shape);
        if (_arguments.Any(a => a.Name == tensor.Name) || char.IsAsciiDigit(tensor.Name[1]))
            throw new ShapeException($"An argument cannot be named {label}: taken, or begins with a digit.");
        _arguments.Add(tensor);
        return tensor;
    }

    /// <summary>Adds a result. An argument of the same type may be donated: the result takes over its memory.</summary>
    public void Result(Tensor value, Tensor? donated = null)
    {
        if (donated is not null)
        {
            if (!donated.Shape.Dims.SequenceEqual(value.Shape.Dims) || donated.Element != value.Element)
                throw new ShapeException($"{donated} cannot be donated to {value}: the types differ.");
            if (!_arguments.Contains(donated) || !_aliases.TryAdd(donated.Name, _results.Count))
                throw new ShapeException($"{donated} is no argument, or is donated twice.");
        }
        _results.Add(value);
    }

    /// <summary>A constant without axes; the same number is written once.</summary>
    public Tensor Scalar(ElementType element, double value)
    {
        if (!_scalars.TryGetValue((element, value), out var scalar))
            _scalars[(element, value)] = scalar = Constant(new Shape(element), element.Literal(value));
        return scalar;
    }

    /// <summary>A small integer vector, written out.</summary>
    public Tensor Integers(string axis, IReadOnlyList<int> values) =>
        Constant(new Shape(ElementType.S32, new Axis(axis, values.Count)), $"[{string.Join(", ", values)}]");

    private Tensor Constant(Shape shape, string literal) =>
        Emit("constant", [], shape, $"value = dense<{literal}> : {shape.Text}");

    /// <summary>Appends an operation with one result.</summary>
    internal Tensor Emit(string op, ReadOnlySpan<Tensor> operands, Shape result, string attributes = "", string region = "")
    {
        var tensor = new Tensor(this, "%" + _values++.ToString(CultureInfo.InvariantCulture), result);
        var names = new List<string>(operands.Length);
        var types = new List<string>(operands.Length);
        foreach (var operand in operands)
        {
            if (operand.Program != this)
                throw new ShapeException($"{operand} belongs to another program.");
            names.Add(operand.Name);
            types.Add(operand.Shape.Text);
        }
        _body.Append($"    {tensor.Name} = \"stablehlo.{op}\"({string.Join(", ", names)})");
        if (region.Length > 0)
            _body.Append($" ({{\n{region}    }})");
        if (attributes.Length > 0)
            _body.Append($" {{{attributes}}}");
        _body.Append($" : ({string.Join(", ", types)}) -> {result.Text}\n");
        return tensor;
    }

    /// <summary>The region of a reduction or an all_reduce: two scalars combined by an operation.</summary>
    internal static string Combiner(string op, ElementType element)
    {
        var type = new Shape(element).Text;
        return $"      ^bb0(%a: {type}, %b: {type}):\n"
            + $"        %c = \"stablehlo.{op}\"(%a, %b) : ({type}, {type}) -> {type}\n"
            + $"        \"stablehlo.return\"(%c) : ({type}) -> ()\n";
    }

    /// <summary>The module's text.</summary>
    public string Build()
    {
        var types = string.Join(", ", _results.Select(r => r.Shape.Text));
        var arguments = _arguments.Select(a => $"{a.Name}: {a.Shape.Text}"
            + (_aliases.TryGetValue(a.Name, out var result) ? $" {{tf.aliasing_output = {result} : i32}}" : ""));
        return $"module @{name} attributes {{mhlo.num_replicas = {replicas} : i32, mhlo.num_partitions = 1 : i32}} {{\n"
            + $"  func.func @main({string.Join(", ", arguments)}) -> ({types}) {{\n"
            + _body
            + $"    \"func.return\"({string.Join(", ", _results.Select(r => r.Name))}) : ({types}) -> ()\n"
            + "  }\n}\n";
    }
}
