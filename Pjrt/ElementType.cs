namespace Pjrt;

/// <summary>Element types with the numbers of <c>PJRT_Buffer_Type</c> (not those of <c>xla.PrimitiveType</c>).</summary>
public enum ElementType
{
    /// <summary>No type.</summary>
    Invalid = 0,

    /// <summary>Boolean, one byte: 0 or 1.</summary>
    Pred = 1,

    /// <summary>Signed 8-bit integer.</summary>
    S8 = 2,

    /// <summary>Signed 16-bit integer.</summary>
    S16 = 3,

    /// <summary>Signed 32-bit integer.</summary>
    S32 = 4,

    /// <summary>Signed 64-bit integer.</summary>
    S64 = 5,

    /// <summary>Unsigned 8-bit integer.</summary>
    U8 = 6,

    /// <summary>Unsigned 16-bit integer.</summary>
    U16 = 7,

    /// <summary>Unsigned 32-bit integer.</summary>
    U32 = 8,

    /// <summary>Unsigned 64-bit integer.</summary>
    U64 = 9,

    /// <summary>IEEE half precision.</summary>
    F16 = 10,

    /// <summary>IEEE single precision.</summary>
    F32 = 11,

    /// <summary>IEEE double precision.</summary>
    F64 = 12,

    /// <summary>The upper half of a single: 8 bits of exponent, 7 of fraction.</summary>
    BF16 = 13,

    /// <summary>Complex of two singles.</summary>
    C64 = 14,

    /// <summary>Complex of two doubles.</summary>
    C128 = 15,

    /// <summary>8-bit float, 5 bits of exponent.</summary>
    F8E5M2 = 16,

    /// <summary>8-bit float, 4 bits of exponent, no infinities.</summary>
    F8E4M3FN = 17,

    /// <summary>8-bit float, 4 bits of exponent with bias 11, no infinities, no negative zero.</summary>
    F8E4M3B11FNUZ = 18,

    /// <summary>8-bit float, 5 bits of exponent, no infinities, no negative zero.</summary>
    F8E5M2FNUZ = 19,

    /// <summary>8-bit float, 4 bits of exponent, no infinities, no negative zero.</summary>
    F8E4M3FNUZ = 20,

    /// <summary>Signed 4-bit integer.</summary>
    S4 = 21,

    /// <summary>Unsigned 4-bit integer.</summary>
    U4 = 22,

    /// <summary>Ordering token without data.</summary>
    Token = 23,

    /// <summary>Signed 2-bit integer.</summary>
    S2 = 24,

    /// <summary>Unsigned 2-bit integer.</summary>
    U2 = 25,

    /// <summary>8-bit IEEE-like float, 4 bits of exponent.</summary>
    F8E4M3 = 26,

    /// <summary>8-bit IEEE-like float, 3 bits of exponent.</summary>
    F8E3M4 = 27,

    /// <summary>8 bits of exponent alone, for scales.</summary>
    F8E8M0FNU = 28,

    /// <summary>4-bit float.</summary>
    F4E2M1FN = 29,
}
