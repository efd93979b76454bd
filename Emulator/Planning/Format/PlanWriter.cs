using Emulator.Planning.Steps;

namespace Emulator.Planning.Format;

/// <summary>Writes values by their type.</summary>
internal sealed class PlanWriter
{
    private readonly MemoryStream _bytes = new();

    public int Length => checked((int)_bytes.Length);

    public void CopyTo(Stream stream) => _bytes.WriteTo(stream);

    public void Value(Type type, object? value)
    {
        if (value is null)
            Number(0);
        else if (type == typeof(byte[]))
        {
            var bytes = (byte[])value;
            Number((ulong)bytes.Length);
            _bytes.Write(bytes);
        }
        else if (type.IsArray)
        {
            var array = (Array)value;
            Number((ulong)array.Length);
            foreach (var item in array)
                Value(type.GetElementType()!, item);
        }
        else if (type == typeof(PlanStep))
        {
            Number((ulong)Array.IndexOf(RecordShapes.Steps, value.GetType()));
            Record(value.GetType(), value);
        }
        else if (type.IsEnum || type.IsPrimitive)
            Primitive(value);
        else
        {
            // Only records may be absent.
            if (type.IsClass)
                Number(1);
            Record(type, value);
        }
    }

    private void Record(Type type, object value)
    {
        foreach (var field in RecordShapes.Of(type).Fields)
            Value(field.PropertyType, field.GetValue(value));
    }

    private void Primitive(object value)
    {
        switch (value)
        {
            case bool flag: Number(flag ? 1u : 0u); break;
            case ulong number: Number(number); break;
            case double number: Number(BitConverter.DoubleToUInt64Bits(number)); break;
            default:
                // Zigzag: small negative numbers stay short.
                var signed = Convert.ToInt64(value);
                Number((ulong)((signed << 1) ^ (signed >> 63)));
                break;
        }
    }

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.WriteByte((byte)(value | 0x80));
        _bytes.WriteByte((byte)value);
    }
}
