using Emulator.Planning.Steps;

namespace Emulator.Planning.Format;

/// <summary>Reads what <see cref="PlanWriter"/> wrote.</summary>
internal sealed class PlanReader(byte[] bytes)
{
    private int _at;

    public object? Value(Type type)
    {
        if (type == typeof(byte[]))
        {
            var length = Count();
            _at += length;
            return bytes[(_at - length).._at];
        }
        if (type.IsArray)
        {
            var element = type.GetElementType()!;
            var array = Array.CreateInstance(element, Count());
            for (var i = 0; i < array.Length; i++)
                array.SetValue(Value(element), i);
            return array;
        }
        if (type == typeof(PlanStep))
            return Record(RecordShapes.Steps[checked((int)Number())]);
        if (type.IsEnum || type.IsPrimitive)
            return Primitive(type);
        return type.IsClass && Number() == 0 ? null : Record(type);
    }

    private object Record(Type type)
    {
        var shape = RecordShapes.Of(type);
        var arguments = Array.ConvertAll(shape.Fields, field => Value(field.PropertyType));
        return shape.Create.Invoke(arguments.AsSpan());
    }

    private object Primitive(Type type)
    {
        var number = Number();
        if (type == typeof(bool))
            return number != 0;
        if (type == typeof(ulong))
            return number;
        if (type == typeof(double))
            return BitConverter.UInt64BitsToDouble(number);
        var signed = (long)(number >> 1) ^ -(long)(number & 1);
        return type.IsEnum ? Enum.ToObject(type, signed) : Convert.ChangeType(signed, type);
    }

    /// <summary>A length that the bytes left can hold.</summary>
    private int Count()
    {
        var count = Number();
        if (count > (ulong)(bytes.Length - _at))
            throw new ArgumentException("a length is larger than what follows");
        return (int)count;
    }

    private ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
