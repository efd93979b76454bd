namespace Inference.Checkpoints;

/// <summary>Element types as safetensors files name them.</summary>
public enum StoredType
{
    F32,
    F16,
    BF16,
    F64,
    I64,
    I32,
    I16,
    I8,
    U8,
    Bool,
}

/// <summary>Names and sizes of <see cref="StoredType"/>.</summary>
public static class StoredTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(this StoredType type) => type switch
    {
        StoredType.F64 or StoredType.I64 => 8,
        StoredType.F32 or StoredType.I32 => 4,
        StoredType.F16 or StoredType.BF16 or StoredType.I16 => 2,
        _ => 1,
    };

    /// <summary>The type a header calls <paramref name="name"/>, for instance "BF16"; false when we have none for it.</summary>
    public static bool TryParse(string name, out StoredType type)
    {
        if (name == "BOOL")
        {
            type = StoredType.Bool;
            return true;
        }
        // Enum parsing alone would take "Bool", "f32" and numbers.
        return Enum.TryParse(name, out type) && type != StoredType.Bool && type.ToString() == name;
    }
}
