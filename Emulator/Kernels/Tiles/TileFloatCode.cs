using Emulator.Errors;

namespace Emulator.Kernels.Tiles;

/// <summary>Instructions on f32 tiles.</summary>
internal static unsafe class TileFloatCode
{
    public static void Run(TileOp op, byte* to, byte* a, byte* b, long count)
    {
        switch (op)
        {
            case TileOp.Abs: TileLoops.Unary<float, AbsOp<float>>(to, a, count); break;
            case TileOp.Negate: TileLoops.Unary<float, NegateOp<float>>(to, a, count); break;
            case TileOp.Exponential: TileLoops.Unary<float, ExpOp>(to, a, count); break;
            case TileOp.Log: TileLoops.Unary<float, LogOp>(to, a, count); break;
            case TileOp.Tanh: TileLoops.Unary<float, TanhOp>(to, a, count); break;
            case TileOp.Logistic: TileLoops.Unary<float, LogisticOp>(to, a, count); break;
            case TileOp.Sqrt: TileLoops.Unary<float, SqrtOp<float>>(to, a, count); break;
            case TileOp.Rsqrt: TileLoops.Unary<float, RsqrtOp<float>>(to, a, count); break;
            case TileOp.Floor: TileLoops.Unary<float, FloorOp>(to, a, count); break;
            case TileOp.Ceil: TileLoops.Unary<float, CeilOp>(to, a, count); break;
            case TileOp.RoundNearestEven: TileLoops.Unary<float, RoundEvenOp>(to, a, count); break;
            case TileOp.Sign: TileLoops.Unary<float, FloatSignOp>(to, a, count); break;
            case TileOp.Cbrt: TileLoops.Scalar<float, CbrtOp<float>>(to, a, count); break;
            case TileOp.Cosine: TileLoops.Scalar<float, CosineOp<float>>(to, a, count); break;
            case TileOp.Sine: TileLoops.Scalar<float, SineOp<float>>(to, a, count); break;
            case TileOp.Tan: TileLoops.Scalar<float, TanOp<float>>(to, a, count); break;
            case TileOp.ExponentialMinusOne: TileLoops.Scalar<float, ExpMinusOneOp<float>>(to, a, count); break;
            case TileOp.LogPlusOne: TileLoops.Scalar<float, LogPlusOneOp<float>>(to, a, count); break;
            case TileOp.RoundNearestAfz: TileLoops.Scalar<float, RoundAwayOp<float>>(to, a, count); break;
            case TileOp.IsFinite: IsFinite(to, a, count); break;
            case TileOp.Add: TileLoops.Binary<float, AddOp<float>>(to, a, b, count); break;
            case TileOp.Subtract: TileLoops.Binary<float, SubtractOp<float>>(to, a, b, count); break;
            case TileOp.Multiply: TileLoops.Binary<float, MultiplyOp<float>>(to, a, b, count); break;
            case TileOp.Divide: TileLoops.Binary<float, DivideOp<float>>(to, a, b, count); break;
            case TileOp.Maximum: TileLoops.Binary<float, MaximumOp<float>>(to, a, b, count); break;
            case TileOp.Minimum: TileLoops.Binary<float, MinimumOp<float>>(to, a, b, count); break;
            case TileOp.Power: TileLoops.Scalar<float, PowerOp<float>>(to, a, b, count); break;
            case TileOp.Remainder: TileLoops.Scalar<float, FloatRemainderOp<float>>(to, a, b, count); break;
            case TileOp.Atan2: TileLoops.Scalar<float, Atan2Op<float>>(to, a, b, count); break;
            case TileOp.Equal: TileLoops.Binary<float, EqualOp<float>>(to, a, b, count); break;
            case TileOp.NotEqual: TileLoops.Binary<float, NotEqualOp<float>>(to, a, b, count); break;
            case TileOp.Greater: TileLoops.Binary<float, GreaterOp<float>>(to, a, b, count); break;
            case TileOp.GreaterEqual: TileLoops.Binary<float, GreaterEqualOp<float>>(to, a, b, count); break;
            case TileOp.Less: TileLoops.Binary<float, GreaterOp<float>>(to, b, a, count); break;
            case TileOp.LessEqual: TileLoops.Binary<float, GreaterEqualOp<float>>(to, b, a, count); break;
            case TileOp.TotalOrder: TileIntegers.TotalOrder4(to, a, count); break;
            default: throw ProgramException.Unimplemented($"{op} on f32");
        }
    }

    private static void IsFinite(byte* to, byte* a, long count)
    {
        for (long i = 0; i < count; i++)
            ((int*)to)[i] = float.IsFinite(((float*)a)[i]) ? -1 : 0;
    }
}
