using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Parsing;

// Attributes of the StableHLO dialect: #stablehlo.dot<…>, #stablehlo<precision HIGHEST>, …; those of other dialects are kept as text.
internal sealed partial class StableHloParser
{
    private readonly Dictionary<string, long[]> _fields = [];

    private Ir.Attribute ParseDialectAttribute()
    {
        switch (Text(_token))
        {
            case "#stablehlo":
                return ParseEnum();
            case "#stablehlo.dot":
                ParseFields();
                return new DotDimensions(
                    List("lhs_batching_dimensions"), List("rhs_batching_dimensions"),
                    List("lhs_contracting_dimensions"), List("rhs_contracting_dimensions"));
            case "#stablehlo.gather":
                ParseFields();
                return new GatherDimensions(
                    List("offset_dims"), List("collapsed_slice_dims"), List("operand_batching_dims"), List("start_indices_batching_dims"),
                    List("start_index_map"), Number("index_vector_dim"));
            case "#stablehlo.scatter":
                ParseFields();
                return new ScatterDimensions(
                    List("update_window_dims"), List("inserted_window_dims"), List("input_batching_dims"),
                    List("scatter_indices_batching_dims"), List("scatter_dims_to_operand_dims"), Number("index_vector_dim"));
            case "#stablehlo.channel_handle":
                ParseFields();
                return new ChannelHandle(Number("handle"), Number("type"));
            case "#stablehlo.conv":
                return ParseConvolution();
            default:
                return _aliases.TryGetValue(Text(_token).ToString(), out var alias) && AdvancePast() ? alias : ParseOpaque();
        }
    }

    private bool AdvancePast()
    {
        Advance();
        return true;
    }

    /// <summary><c>&lt;name = [1, 2], name = 3&gt;</c> into <see cref="_fields"/>.</summary>
    private void ParseFields()
    {
        var dialect = Advance();
        _fields.Clear();
        Take('<', $"after {Text(dialect)}");
        while (!TryTake('>'))
        {
            if (_fields.Count > 0)
                Take(',', "or '>' after a field");
            var name = Text(Take(TokenKind.Identifier, $"a field of {Text(dialect)}")).ToString();
            Take('=', $"after {name}");
            if (!_fields.TryAdd(name, _token.Is('[') ? ParseLongList() : [ParseLong($"the value of {name}")]))
                throw ProgramException.Invalid(dialect.Location, $"{name} is given twice");
        }
    }

    private long[] ParseLongList()
    {
        Advance();
        var values = new List<long>();
        while (!TryTake(']'))
        {
            if (values.Count > 0)
                Take(',', "or ']' after an integer");
            values.Add(ParseLong("an integer"));
        }
        return [.. values];
    }

    private long[] List(string field) => _fields.TryGetValue(field, out var values) ? values : [];

    private long Number(string field) => _fields.TryGetValue(field, out var values) && values.Length == 1 ? values[0] : 0;

    private Ir.Attribute ParseEnum()
    {
        Advance();
        Take('<', "after #stablehlo");
        var name = Text(Take(TokenKind.Identifier, "the name of an enumeration"));
        var token = Take(TokenKind.Identifier, $"a value of {name}");
        Ir.Attribute attribute = name switch
        {
            "comparison_direction" => Enumerated<ComparisonDirection>(token),
            "comparison_type" => Text(token).SequenceEqual("NOTYPE") ? new EnumAttribute<ComparisonType>(ComparisonType.NotSpecified) : Enumerated<ComparisonType>(token),
            "precision" => Enumerated<Precision>(token),
            "rng_distribution" => Enumerated<RngDistribution>(token),
            "rng_algorithm" => Enumerated<RngAlgorithm>(token),
            _ => new OpaqueAttribute($"#stablehlo<{name} {Text(token)}>"),
        };
        Take('>', "after the value");
        return attribute;
    }

    private EnumAttribute<T> Enumerated<T>(Token token)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Text(token).SequenceEqual(ProgramText(value)))
                return new EnumAttribute<T>(value);
        }
        throw ProgramException.Invalid(token.Location, $"'{Text(token)}' is not allowed; one of {string.Join(", ", Enum.GetValues<T>().Select(ProgramText))} is");
    }

    /// <summary>As programs write it: upper case, words joined by underscores.</summary>
    private static string ProgramText<T>(T value)
        where T : struct, Enum
        => value switch
        {
            RngAlgorithm.ThreeFry => "THREE_FRY",
            _ => value.ToString().ToUpperInvariant(),
        };

    /// <summary>Keeps <c>#name&lt;…&gt;</c> as text; brackets are balanced, strings and arrows passed over.</summary>
    private OpaqueAttribute ParseOpaque()
    {
        var start = _token;
        var depth = 0;
        if (_lexer.Peek(0) == '<')
        {
            do
            {
                var c = _lexer.Peek(0);
                if (c == '\0')
                    throw ProgramException.Invalid(start.Location, $"'{Text(start)}<' is not closed");
                if (c == '"')
                    _lexer.Next();
                else if (c == '-' && _lexer.Peek(1) == '>')
                    _lexer.Position += 2;
                else if (c is '\n' or ' ')
                    _lexer.SkipTrivia();
                else
                {
                    depth += c is '<' or '(' or '[' or '{' ? 1 : c is '>' or ')' or ']' or '}' ? -1 : 0;
                    _lexer.Position++;
                }
            }
            while (depth > 0);
        }
        var text = _lexer.Text[start.Start.._lexer.Position];
        _token = _lexer.Next();
        return new OpaqueAttribute(text);
    }
}
