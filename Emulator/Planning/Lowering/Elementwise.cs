using System.Buffers.Binary;
using Emulator.Errors;
using Emulator.Ir;
using Emulator.Kernels.Tiles;

namespace Emulator.Planning.Lowering;

/// <summary>One elementwise operation as instructions.</summary>
internal static class Elementwise
{
    /// <param name="builder">Gets the instructions.</param>
    /// <param name="op">What to compute.</param>
    /// <param name="operands">Registers of its operands.</param>
    /// <param name="perRow">One value for each row.</param>
    /// <returns>The register of the result.</returns>
    public static ushort Lower(TileBuilder builder, Operation op, ushort[] operands, bool perRow)
    {
        var result = op.Result.Type.Element;
        var tileClass = Class(op, result);
        switch (op.Kind)
        {
            case OpKind.Iota:
                return Iota(builder, op, tileClass);
            case OpKind.Compare:
                return Compare(builder, op, operands, perRow);
            case OpKind.Select:
                return builder.Code(TileOp.Select, tileClass, perRow, operands[0], operands[1], operands[2]);
            case OpKind.Clamp:
                var raised = builder.Code(TileOp.Maximum, tileClass, perRow, operands[0], operands[1]);
                return builder.Code(TileOp.Minimum, tileClass, perRow, raised, operands[2]);
            case OpKind.Convert:
                return Convert(builder, op, operands[0], perRow);
            case OpKind.ReducePrecision:
                return ReducePrecision(builder, op, operands[0], perRow);
            case OpKind.IsFinite:
                return builder.Code(TileOp.IsFinite, Class(op, op.OperandType(0).Element), perRow, operands[0]);
        }
        var code = result == ElementType.Pred ? Logical(op.Kind) : Enum.Parse<TileOp>(op.Kind.ToString());
        var width = (byte)(result.Size() * 8);
        var value = builder.Code(code, tileClass, perRow, operands[0], operands.Length > 1 ? operands[1] : (ushort)0, 0, width);
        return KeepsPrecision(op.Kind, result) ? value : Round(builder, result, tileClass, value, perRow);
    }

    /// <summary>Rounds or wraps a value to its element type, where the class holds more.</summary>
    public static ushort Round(TileBuilder builder, ElementType type, TileClass tileClass, ushort value, bool perRow)
        => TileRounding.Needed(type) ? builder.Code(TileOp.Round, tileClass, perRow, value, 0, 0, (byte)type) : value;

    /// <summary>A constant's single element, as its class holds it.</summary>
    public static ushort Splat(TileBuilder builder, DenseAttribute constant)
    {
        var type = constant.Type.Element;
        var tileClass = TileClasses.Of(type) ?? throw ProgramException.Unimplemented($"a constant of {type.MlirName()} in an elementwise operation");
        return builder.Constant(tileClass, SplatBits.Of(type, constant.Data));
    }

    private static TileClass Class(Operation op, ElementType type)
        => TileClasses.Of(type) ?? throw ProgramException.Unimplemented(op.Location, $"{op.Name} on {type.MlirName()}");

    private static ushort Iota(TileBuilder builder, Operation op, TileClass tileClass)
    {
        var dims = op.Result.Type.Dims;
        var dimension = (int)op.Int("iota_dimension");
        var inner = 1L;
        for (var d = dimension + 1; d < dims.Length; d++)
            inner *= dims[d];
        var value = builder.Iota(tileClass, inner, dims[dimension]);
        return Round(builder, op.Result.Type.Element, tileClass, value, false);
    }

    private static ushort Compare(TileBuilder builder, Operation op, ushort[] operands, bool perRow)
    {
        var type = op.OperandType(0).Element;
        var tileClass = Class(op, type);
        var (a, b) = (operands[0], operands[1]);
        if (tileClass == TileClass.Mask)
        {
            a = builder.Code(TileOp.Convert, TileClass.Mask, perRow, a, 0, 0, (byte)TileClass.U32);
            b = builder.Code(TileOp.Convert, TileClass.Mask, perRow, b, 0, 0, (byte)TileClass.U32);
            tileClass = TileClass.U32;
        }
        else if (op.Enum<ComparisonType>("compare_type") == ComparisonType.TotalOrder && type.IsFloat())
        {
            a = builder.Code(TileOp.TotalOrder, tileClass, perRow, a);
            b = builder.Code(TileOp.TotalOrder, tileClass, perRow, b);
            tileClass = tileClass == TileClass.F64 ? TileClass.I64 : TileClass.I32;
        }
        var code = op.Enum<ComparisonDirection>("comparison_direction") switch
        {
            ComparisonDirection.EQ => TileOp.Equal,
            ComparisonDirection.NE => TileOp.NotEqual,
            ComparisonDirection.GE => TileOp.GreaterEqual,
            ComparisonDirection.GT => TileOp.Greater,
            ComparisonDirection.LE => TileOp.LessEqual,
            _ => TileOp.Less,
        };
        return builder.Code(code, tileClass, perRow, a, b);
    }

    private static ushort Convert(TileBuilder builder, Operation op, ushort operand, bool perRow)
    {
        var (from, to) = (op.OperandType(0).Element, op.Result.Type.Element);
        var (source, target) = (Class(op, from), Class(op, to));
        if (source is TileClass.F32 or TileClass.F64 && to.IsInteger() && to.Size() < 4)
            operand = Saturate(builder, source, to, operand, perRow);
        var value = source == target ? operand : builder.Code(TileOp.Convert, source, perRow, operand, 0, 0, (byte)target);
        return from == to || Holds(to, from) ? value : Round(builder, to, target, value, perRow);
    }

    /// <summary>A float outside of a narrow integer's range becomes the nearest bound, as it does for the wider ones.</summary>
    private static ushort Saturate(TileBuilder builder, TileClass source, ElementType to, ushort operand, bool perRow)
    {
        var bits = to.Size() * 8;
        var (low, high) = to.IsSigned() ? (-Math.Pow(2, bits - 1), Math.Pow(2, bits - 1) - 1) : (0, Math.Pow(2, bits) - 1);
        var raised = builder.Code(TileOp.Maximum, source, perRow, operand, builder.Constant(source, SplatBits.OfNumber(source, low)));
        return builder.Code(TileOp.Minimum, source, perRow, raised, builder.Constant(source, SplatBits.OfNumber(source, high)));
    }

    /// <summary>Whether every value of <paramref name="from"/> is one of <paramref name="to"/>, so that nothing is rounded.</summary>
    private static bool Holds(ElementType to, ElementType from)
        => from == ElementType.Pred || to is ElementType.BF16 or ElementType.F16 && from is ElementType.F8E4M3FN or ElementType.F8E5M2 or ElementType.F8E4M3;

    private static ushort ReducePrecision(TileBuilder builder, Operation op, ushort operand, bool perRow)
    {
        var target = (op.Int("exponent_bits"), op.Int("mantissa_bits")) switch
        {
            (8, 7) => ElementType.BF16,
            (5, 10) => ElementType.F16,
            ( >= 8, >= 23) => ElementType.F32,
            var (exponent, mantissa) => throw ProgramException.Unimplemented(
                op.Location, $"{op.Name} to {exponent} exponent and {mantissa} mantissa bits; bf16 (8, 7), f16 (5, 10) and f32 (8, 23) are known"),
        };
        return Class(op, op.Result.Type.Element) == TileClass.F32 ? Round(builder, target, TileClass.F32, operand, perRow)
            : throw ProgramException.Unimplemented(op.Location, $"{op.Name} of {op.Result.Type.Element.MlirName()}");
    }

    /// <summary>Predicates add as or, multiply as and.</summary>
    private static TileOp Logical(OpKind kind) => kind switch
    {
        OpKind.Add or OpKind.Maximum or OpKind.Or => TileOp.Or,
        OpKind.Multiply or OpKind.Minimum or OpKind.And => TileOp.And,
        OpKind.Subtract or OpKind.Xor => TileOp.Xor,
        OpKind.Not => TileOp.Not,
        _ => throw ProgramException.Unimplemented($"{OpNames.Name(kind)} on i1"),
    };

    private static bool KeepsPrecision(OpKind kind, ElementType type) => kind switch
    {
        OpKind.Maximum or OpKind.Minimum or OpKind.And or OpKind.Or or OpKind.Xor => true,
        OpKind.Abs or OpKind.Negate or OpKind.Sign or OpKind.Floor or OpKind.Ceil or OpKind.RoundNearestAfz or OpKind.RoundNearestEven => type.IsFloat(),
        _ => type == ElementType.Pred,
    };
}
