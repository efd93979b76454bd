namespace Emulator.Kernels.Tiles;

/// <summary>What an instruction of a tile program does; see <see cref="TileInstruction"/>.</summary>
internal enum TileOp : byte
{
    Move,

    Abs,
    Cbrt,
    Ceil,
    Cosine,
    CountLeadingZeros,
    Exponential,
    ExponentialMinusOne,
    Floor,
    IsFinite,
    Log,
    LogPlusOne,
    Logistic,
    Negate,
    Not,
    Popcnt,
    RoundNearestAfz,
    RoundNearestEven,
    Rsqrt,
    Sign,
    Sine,
    Sqrt,
    Tan,
    Tanh,

    Add,
    And,
    Atan2,
    Divide,
    Maximum,
    Minimum,
    Multiply,
    Or,
    Power,
    Remainder,
    ShiftLeft,
    ShiftRightArithmetic,
    ShiftRightLogical,
    Subtract,
    Xor,

    Equal,
    NotEqual,
    GreaterEqual,
    Greater,
    LessEqual,
    Less,

    /// <summary>A (a mask) chooses between B and C.</summary>
    Select,

    /// <summary>To the class in the immediate.</summary>
    Convert,

    /// <summary>To the precision of the element type in the immediate.</summary>
    Round,

    /// <summary>The same bits, as an integer that compares as IEEE totalOrder does.</summary>
    TotalOrder,

    RowSum,
    RowMax,
    RowMin,
    RowProduct,
    RowAnd,
    RowOr,
    RowXor,

    /// <summary>A value of each row to all elements of its row.</summary>
    Expand,
}
