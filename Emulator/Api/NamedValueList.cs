namespace Emulator.Api;

/// <summary>Named values that native callers may read for as long as this object lives.</summary>
internal sealed unsafe class NamedValueList
{
    private readonly List<object> _kept = [];
    private readonly NamedValue[] _values;

    public NamedValueList(params (string Name, object Value)[] values)
    {
        _values = Pinned.New<NamedValue>(values.Length);
        for (var i = 0; i < values.Length; i++)
            Write(ref _values[i], values[i].Name, values[i].Value);
    }

    public NamedValue* Pointer => Pinned.Pointer(_values);

    public nuint Count => (nuint)_values.Length;

    private void Write(ref NamedValue target, string name, object value)
    {
        var text = Keep(new PinnedText(name));
        target = new NamedValue { StructSize = 56, Name = text.Pointer, NameLength = text.Length, Length = 1 };
        switch (value)
        {
            case string content:
                var pinned = Keep(new PinnedText(content));
                target.Type = NamedValueType.Text;
                target.Text = pinned.Pointer;
                target.Length = pinned.Length;
                break;
            case long number:
                (target.Type, target.Integer) = (NamedValueType.Integer, number);
                break;
            case long[] numbers:
                var copy = Keep(Pinned.Copy<long>(numbers));
                target.Type = NamedValueType.IntegerList;
                target.Integers = Pinned.Pointer(copy);
                target.Length = (nuint)copy.Length;
                break;
            case float number:
                (target.Type, target.Float) = (NamedValueType.Float, number);
                break;
            case bool flag:
                (target.Type, target.Flag) = (NamedValueType.Flag, flag ? (byte)1 : (byte)0);
                break;
            default:
                throw new ArgumentException($"{name} has no native form: {value.GetType()}", nameof(value));
        }
    }

    private T Keep<T>(T owner)
        where T : class
    {
        _kept.Add(owner);
        return owner;
    }
}
