using Emulator.Errors;

namespace Emulator.Kernels.Tiles;

/// <summary>Instructions on f64 tiles.</summary>
internal static unsafe class TileDoubleCode
{
    public static void Run(TileOp op, byte* to, byte* a, byte* b, long count)
    {
        switch (op)
        {
            case TileOp.Abs: TileLoops.Unary<double, AbsOp<double>>(to, a, count); break;
            case TileOp.Negate: TileLoops.Unary<double, NegateOp<double>>(to, a, count); break;
            case TileOp.Sqrt: TileLoops.Unary<double, SqrtOp<double>>(to, a, count); break;
            case TileOp.Rsqrt: TileLoops.Unary<double, RsqrtOp<double>>(to, a, count); break;
            case TileOp.Exponential: TileLoops.Scalar<double, DoubleExpOp>(to, a, count); break;
            case TileOp.Log: TileLoops.Scalar<double, DoubleLogOp>(to, a, count); break;
            case TileOp.Tanh: TileLoops.Scalar<double, DoubleTanhOp>(to, a, count); break;
            case TileOp.Logistic: TileLoops.Scalar<double, DoubleLogisticOp>(to, a, count); break;
            case TileOp.Floor: TileLoops.Scalar<double, DoubleFloorOp>(to, a, count); break;
            case TileOp.Ceil: TileLoops.Scalar<double, DoubleCeilOp>(to, a, count); break;
            case TileOp.RoundNearestEven: TileLoops.Scalar<double, DoubleRoundEvenOp>(to, a, count); break;
            case TileOp.Sign: TileLoops.Scalar<double, DoubleSignOp>(to, a, count); break;
            case TileOp.Cbrt: TileLoops.Scalar<double, CbrtOp<double>>(to, a, count); break;
            case TileOp.Cosine: TileLoops.Scalar<double, CosineOp<double>>(to, a, count); break;
            case TileOp.Sine: TileLoops.Scalar<double, SineOp<double>>(to, a, count); break;
            case TileOp.Tan: TileLoops.Scalar<double, TanOp<double>>(to, a, count); break;
            case TileOp.ExponentialMinusOne: TileLoops.Scalar<double, ExpMinusOneOp<double>>(to, a, count); break;
            case TileOp.LogPlusOne: TileLoops.Scalar<double, LogPlusOneOp<double>>(to, a, count); break;
            case TileOp.RoundNearestAfz: TileLoops.Scalar<double, RoundAwayOp<double>>(to, a, count); break;
            case TileOp.IsFinite: IsFinite(to, a, count); break;
            case TileOp.Add: TileLoops.Binary<double, AddOp<double>>(to, a, b, count); break;
            case TileOp.Subtract: TileLoops.Binary<double, SubtractOp<double>>(to, a, b, count); break;
            case TileOp.Multiply: TileLoops.Binary<double, MultiplyOp<double>>(to, a, b, count); break;
            case TileOp.Divide: TileLoops.Binary<double, DivideOp<double>>(to, a, b, count); break;
            case TileOp.Maximum: TileLoops.Binary<double, MaximumOp<double>>(to, a, b, count); break;
            case TileOp.Minimum: TileLoops.Binary<double, MinimumOp<double>>(to, a, b, count); break;
            case TileOp.Power: TileLoops.Scalar<double, PowerOp<double>>(to, a, b, count); break;
            case TileOp.Remainder: TileLoops.Scalar<double, FloatRemainderOp<double>>(to, a, b, count); break;
            case TileOp.Atan2: TileLoops.Scalar<double, Atan2Op<double>>(to, a, b, count); break;
            case TileOp.TotalOrder: TileIntegers.TotalOrder8(to, a, count); break;
            case >= TileOp.Equal and <= TileOp.Less: TileIntegers.Compare8<double>(op, to, a, b, count); break;
            default: throw ProgramException.Unimplemented($"{op} on f64");
        }
    }

    private static void IsFinite(byte* to, byte* a, long count)
    {
        for (long i = 0; i < count; i++)
            ((int*)to)[i] = double.IsFinite(((double*)a)[i]) ? -1 : 0;
    }
}
