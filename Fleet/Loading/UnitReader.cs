namespace Fleet;

/// <summary>Reads one unit of a fleet file and checks it against its model and its machine.</summary>
internal static class UnitReader
{
    /// <summary>The unit, or null when it is not known what it serves or on what; the reason is noted.</summary>
    public static Unit? Read(string name, ObjectReader json, IReadOnlyList<Model>? models)
    {
        var model = FindModel(json, models);
        var (accelerator, instance) = FindMachine(json);
        var devices = (int?)json.Whole("devices", 1, instance?.Devices ?? 1024, required: true) ?? 1;
        var price = json.Positive("usdPerHour");
        var sizes = ReadSizes(json, model);
        var dtype = json.Choice("dtype", model?.Dtype ?? ModelDtype.Float32, ModelReader.Dtypes);
        var cores = json.IsBad("devices") || accelerator is null ? 1 << 20 : devices * accelerator.CoresPerDevice;
        var tensorParallel = (int?)json.Whole("tensorParallel", 1, cores) ?? 1;
        var checkedModel = model is { SizesAreKnown: true } && !json.IsBad("sizes") ? model : null;
        var (capacity, text) = CapacityReader.Read(json.Object("capacity", required: true), checkedModel, sizes);
        var replicas = ReadReplicas(json);
        var nodePool = json.Text("nodePool", fallback: accelerator?.NodePool ?? "unknown");
        var resource = json.Has("resource") ? json.Text("resource") : null;
        var weight = json.Positive("weight");
        var maxNumSeqs = json.Whole("maxNumSeqs", 1, 4096);
        var maxModelLen = json.Whole("maxModelLen", 1, 1 << 24);
        var blockSize = json.Whole("blockSize", 1, 1 << 24);
        json.Close();
        if (model is null || accelerator is null || instance is null) return null;

        if (!json.Has("usdPerHour") && instance.OnDemand is null)
            json.Note("usdPerHour", $"is missing, and the catalogue has no price for {instance.Name}: give the unit's price in US dollars an hour.");

        return new Unit
        {
            Name = name,
            Model = model,
            Accelerator = accelerator,
            Instance = instance,
            Devices = devices,
            TensorParallel = tensorParallel,
            Replicas = replicas,
            PricePerHour = price is { } dollars ? new UsdPerHour(dollars) : (instance.OnDemand ?? default) * ((double)devices / instance.Devices),
            Dtype = dtype,
            Sizes = sizes,
            Capacity = capacity,
            TextCapacity = text,
            NodePool = nodePool,
            Resource = resource,
            TypedWeight = weight is { } percent ? Weight.FromPercent(percent) : null,
            MaxNumSeqs = (int?)maxNumSeqs,
            MaxModelLen = (int?)maxModelLen,
            BlockSize = (int?)blockSize,
        };
    }

    private static Model? FindModel(ObjectReader json, IReadOnlyList<Model>? models)
    {
        var name = json.Text("model");
        if (models is null) return null;
        var model = models.FirstOrDefault(candidate => candidate.Name == name);
        if (model is null && name.Length > 0)
            json.Note("model", $"'{name}' is not among the models{NearName.Question(name, models.Select(known => known.Name))} There are {string.Join(", ", models.Select(known => known.Name))}.");
        return model;
    }

    private static (Accelerator?, InstanceType?) FindMachine(ObjectReader json)
    {
        var name = json.Text("accelerator");
        var instanceName = json.Text("instance");
        if (!AcceleratorCatalogue.TryFind(name, out var accelerator))
        {
            if (name.Length > 0)
            {
                var known = AcceleratorCatalogue.All.Select(known => known.Name).ToArray();
                json.Note("accelerator", $"'{name}' is not known{NearName.Question(name, known)} Known are {string.Join(", ", known)}.");
            }

            return default;
        }

        var instance = accelerator.Instance(instanceName);
        if (instance is null && instanceName.Length > 0)
            json.Note("instance", $"'{instanceName}' has no {name}{NearName.Question(instanceName, accelerator.Instances.Select(known => known.Name))} These have: {string.Join(", ", accelerator.Instances.Select(known => known.Name))}.");
        return (accelerator, instance);
    }

    private static IReadOnlyList<ImageSize> ReadSizes(ObjectReader json, Model? model)
    {
        var sizes = json.Sizes("sizes");
        if (sizes is null || model is null || !model.SizesAreKnown) return sizes ?? model?.Sizes ?? [];
        foreach (var size in sizes.Except(model.Sizes))
            json.Note("sizes", $"{size} is not a size of {model.Name}, which has {(model.IsText ? "none" : string.Join(", ", model.Sizes))}.");
        // The order says which is the default, and the model's is what everybody knows.
        return [.. model.Sizes.Where(sizes.Contains)];
    }

    private static Replicas ReadReplicas(ObjectReader json)
    {
        const int Most = 1000;
        if (json.Object("replicas") is not { } replicas) return new Replicas();
        var min = (int?)replicas.Whole("min", 0, Most) ?? 1;
        var max = (int?)replicas.Whole("max", 1, Most) ?? Math.Max(8, min);
        if (min > max && !replicas.IsBad("min") && !replicas.IsBad("max")) replicas.Note($"min is {min} and max is {max}; min must not be above max.");
        var local = (int?)replicas.Whole("local", 0, 64) ?? 1;
        replicas.Close();
        return new Replicas(local, min, max);
    }
}
