namespace Emulator.Ir;

/// <summary><c>#stablehlo.dot</c>: which dimensions of both sides are batched and contracted.</summary>
internal sealed record DotDimensions(long[] LhsBatching, long[] RhsBatching, long[] LhsContracting, long[] RhsContracting) : Attribute;

/// <summary>
/// <c>#stablehlo.conv</c>: where batch, feature and spatial dimensions are in input, kernel and output.
/// </summary>
internal sealed record ConvolutionDimensions(
    int InputBatch, int InputFeature, int[] InputSpatial,
    int KernelInputFeature, int KernelOutputFeature, int[] KernelSpatial,
    int OutputBatch, int OutputFeature, int[] OutputSpatial) : Attribute;

/// <summary><c>#stablehlo.gather</c>.</summary>
internal sealed record GatherDimensions(
    long[] OffsetDims, long[] CollapsedSliceDims, long[] OperandBatchingDims, long[] StartIndicesBatchingDims,
    long[] StartIndexMap, long IndexVectorDim) : Attribute;

/// <summary><c>#stablehlo.scatter</c>.</summary>
internal sealed record ScatterDimensions(
    long[] UpdateWindowDims, long[] InsertedWindowDims, long[] InputBatchingDims, long[] ScatterIndicesBatchingDims,
    long[] ScatterDimsToOperandDims, long IndexVectorDim) : Attribute;

/// <summary><c>#stablehlo.channel_handle</c>.</summary>
internal sealed record ChannelHandle(long Handle, long Type) : Attribute;
