namespace Emulator.Kernels.Simd;

/// <summary>A float vector of one width, so that a micro-kernel is written once and compiled for each width.</summary>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    static abstract int Lanes { get; }

    static abstract TVector Load(float* from);

    static abstract TVector Splat(float value);

    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a * b + c, fused where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract void Store(TVector value, float* to);

    static abstract float Sum(TVector value);
}

/// <summary>A number known when the kernel is compiled: branches on it cost nothing.</summary>
internal interface ICount
{
    static abstract int Value { get; }
}
