using System.Buffers.Binary;

namespace Aspire.Hosting.Backchannel;

/// <summary>
/// The 64-bit XXH3 hash with seed 0 (xxHash specification, "XXH3 algorithm overview"), by which the Aspire CLI names
/// what belongs to an AppHost. Written out since the package that holds it, System.IO.Hashing, is not to be had.
/// </summary>
internal static class XxHash3
{
    private const int StripeLength = 64;
    private const int SecretStep = 8;
    private const int StripesPerBlock = (192 - StripeLength) / SecretStep;

    private const ulong Prime32One = 0x9E3779B1;
    private const ulong Prime32Two = 0x85EBCA77;
    private const ulong Prime32Three = 0xC2B2AE3D;
    private const ulong Prime64One = 0x9E3779B185EBCA87;
    private const ulong Prime64Two = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime64Three = 0x165667B19E3779F9;
    private const ulong Prime64Four = 0x85EBCA77C2B2AE63;
    private const ulong Prime64Five = 0x27D4EB2F165667C5;

    /// <summary>The specification's default secret.</summary>
    private static readonly byte[] Secret = Convert.FromHexString(
        "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
        + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
        + "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
        + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364"
        + "eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e"
        + "2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e");

    public static ulong Hash(ReadOnlySpan<byte> data) => data.Length switch
    {
        0 => Finish64(Read64(Secret, 56) ^ Read64(Secret, 64)),
        <= 3 => UpToThree(data),
        <= 8 => UpToEight(data),
        <= 16 => UpToSixteen(data),
        <= 128 => UpTo128(data),
        <= 240 => UpTo240(data),
        _ => Long(data),
    };

    private static ulong UpToThree(ReadOnlySpan<byte> data)
    {
        var combined = ((uint)data[0] << 16) | ((uint)data[data.Length >> 1] << 24) | data[^1] | ((uint)data.Length << 8);
        return Finish64(combined ^ (Read32(Secret, 0) ^ Read32(Secret, 4)));
    }

    private static ulong UpToEight(ReadOnlySpan<byte> data)
    {
        var combined = Read32(data, data.Length - 4) + ((ulong)Read32(data, 0) << 32);
        var value = combined ^ Read64(Secret, 8) ^ Read64(Secret, 16);
        value ^= ulong.RotateLeft(value, 49) ^ ulong.RotateLeft(value, 24);
        value *= 0x9FB21C651E98DF25;
        value ^= (value >> 35) + (ulong)data.Length;
        value *= 0x9FB21C651E98DF25;
        return value ^ (value >> 28);
    }

    private static ulong UpToSixteen(ReadOnlySpan<byte> data)
    {
        var low = Read64(data, 0) ^ Read64(Secret, 24) ^ Read64(Secret, 32);
        var high = Read64(data, data.Length - 8) ^ Read64(Secret, 40) ^ Read64(Secret, 48);
        return Finish((ulong)data.Length + BinaryPrimitives.ReverseEndianness(low) + high + Fold(low, high));
    }

    private static ulong UpTo128(ReadOnlySpan<byte> data)
    {
        var sum = (ulong)data.Length * Prime64One;
        for (var i = (data.Length - 1) / 32; i >= 0; i--)
            sum += Mix(data, 16 * i, 32 * i) + Mix(data, data.Length - 16 * (i + 1), 32 * i + 16);
        return Finish(sum);
    }

    private static ulong UpTo240(ReadOnlySpan<byte> data)
    {
        var sum = (ulong)data.Length * Prime64One;
        for (var i = 0; i < 8; i++)
            sum += Mix(data, 16 * i, 16 * i);
        sum = Finish(sum);
        for (var i = 8; i < data.Length / 16; i++)
            sum += Mix(data, 16 * i, 16 * (i - 8) + 3);
        return Finish(sum + Mix(data, data.Length - 16, 136 - 17));
    }

    private static ulong Long(ReadOnlySpan<byte> data)
    {
        Span<ulong> lanes = [Prime32Three, Prime64One, Prime64Two, Prime64Three, Prime64Four, Prime32Two, Prime64Five, Prime32One];
        var stripes = (data.Length - 1) / StripeLength;
        for (var stripe = 0; stripe < stripes; stripe++)
        {
            Accumulate(lanes, data[(stripe * StripeLength)..], stripe % StripesPerBlock * SecretStep);
            if (stripe % StripesPerBlock == StripesPerBlock - 1)
                Scramble(lanes);
        }

        Accumulate(lanes, data[^StripeLength..], Secret.Length - StripeLength - 7);
        var sum = (ulong)data.Length * Prime64One;
        for (var lane = 0; lane < lanes.Length; lane += 2)
            sum += Fold(lanes[lane] ^ Read64(Secret, 11 + 8 * lane), lanes[lane + 1] ^ Read64(Secret, 19 + 8 * lane));
        return Finish(sum);
    }

    private static void Accumulate(Span<ulong> lanes, ReadOnlySpan<byte> stripe, int secret)
    {
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var value = Read64(stripe, 8 * lane);
            var keyed = value ^ Read64(Secret, secret + 8 * lane);
            lanes[lane ^ 1] += value;
            lanes[lane] += (uint)keyed * (keyed >> 32);
        }
    }

    private static void Scramble(Span<ulong> lanes)
    {
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var value = lanes[lane];
            lanes[lane] = (value ^ (value >> 47) ^ Read64(Secret, Secret.Length - StripeLength + 8 * lane)) * Prime32One;
        }
    }

    private static ulong Mix(ReadOnlySpan<byte> data, int at, int secret) =>
        Fold(Read64(data, at) ^ Read64(Secret, secret), Read64(data, at + 8) ^ Read64(Secret, secret + 8));

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    private static ulong Finish(ulong value)
    {
        value = (value ^ (value >> 37)) * 0x165667919E3779F9;
        return value ^ (value >> 32);
    }

    private static ulong Finish64(ulong value)
    {
        value = (value ^ (value >> 33)) * Prime64Two;
        value = (value ^ (value >> 29)) * Prime64Three;
        return value ^ (value >> 32);
    }

    private static ulong Read64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    private static uint Read32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
