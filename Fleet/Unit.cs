namespace Fleet;

/// <summary>A deployment unit: a model on an accelerator, with its devices, price and capacity; what is scheduled, scaled and routed to as one.</summary>
public sealed record Unit
{
    /// <summary>The one name of its resource, route, service, deployment and metric.</summary>
    public required string Name { get; init; }

    /// <summary>What it serves.</summary>
    public required Model Model { get; init; }

    /// <summary>What it runs on.</summary>
    public required Accelerator Accelerator { get; init; }

    /// <summary>The machine that a replica is scheduled on.</summary>
    public required InstanceType Instance { get; init; }

    /// <summary>Accelerator devices of one replica, as Kubernetes counts them.</summary>
    public required int Devices { get; init; }

    /// <summary>Devices that one layer is sharded over.</summary>
    public int TensorParallel { get; init; } = 1;

    /// <summary>How many workers.</summary>
    public Replicas Replicas { get; init; } = new();

    /// <summary>Price of one replica: the instance's price times the devices it takes of the instance's.</summary>
    public required UsdPerHour PricePerHour { get; init; }

    /// <summary>What it computes in.</summary>
    public ModelDtype Dtype { get; init; }

    /// <summary>The sizes that it serves: the model's, or a part of them, in the model's order; none for text.</summary>
    public required IReadOnlyList<ImageSize> Sizes { get; init; }

    /// <summary>Figures of every size in <see cref="Sizes"/>, given or from the line between the given.</summary>
    public IReadOnlyDictionary<ImageSize, CapacityFigure> Capacity { get; init; } = new Dictionary<ImageSize, CapacityFigure>();

    /// <summary>Figures of a text unit.</summary>
    public CapacityFigure? TextCapacity { get; init; }

    /// <summary>The Karpenter node pool.</summary>
    public required string NodePool { get; init; }

    /// <summary>The Kubernetes resource that the fleet file says counts its devices; it must be the accelerator's, so there is no need to say.</summary>
    internal string? Resource { get; init; }

    /// <summary>Weight typed in by hand, for the static mode.</summary>
    public Weight? TypedWeight { get; init; }

    /// <summary>Text: sequences in a batch.</summary>
    public int? MaxNumSeqs { get; init; }

    /// <summary>Text: tokens of prompt and answer together.</summary>
    public int? MaxModelLen { get; init; }

    /// <summary>Text: tokens of a block of the key-value cache.</summary>
    public int? BlockSize { get; init; }

    /// <summary>PJRT devices of one replica: NeuronCores, or GPUs.</summary>
    public int Cores => Devices * Accelerator.CoresPerDevice;

    /// <summary>Bytes of device memory a replica has.</summary>
    public long MemoryBytes => Devices * (Instance.MemoryPerDevice ?? Accelerator.MemoryPerDevice);

    /// <summary>Bytes of device memory a PJRT device has.</summary>
    public long MemoryBytesPerCore => MemoryBytes / Cores;

    /// <summary>Figures at a size, or of text when there is none; null when the unit does not serve it.</summary>
    public CapacityFigure? CapacityAt(ImageSize? size) =>
        size is not { } image ? TextCapacity
        : Capacity.TryGetValue(image, out var figure) ? figure
        : null;

    /// <summary>Dollars for a thousand pictures of a size, at full use; null when the unit does not serve it.</summary>
    public double? CostPerThousand(ImageSize? size) => CapacityAt(size) is { } figure ? PricePerHour.PerThousand(figure.Rate) : null;
}
