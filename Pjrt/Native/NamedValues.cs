using System.Runtime.InteropServices;
using System.Text;

namespace Pjrt.Native;

/// <summary>Arrays of <c>PJRT_NamedValue</c>: create options on the way in, attributes on the way out.</summary>
internal sealed unsafe class NamedValues : IDisposable
{
    private readonly List<nint> _blocks = [];

    public NamedValues(IReadOnlyDictionary<string, PjrtValue> values)
    {
        Count = values.Count;
        Items = (NamedValue*)Allocate(Math.Max(1, Count) * sizeof(NamedValue));
        var item = Items;
        foreach (var (name, value) in values)
        {
            var nameBytes = Encoding.UTF8.GetBytes(name);
            *item = new NamedValue
            {
                StructSize = NamedValue.StructBytes,
                Name = (byte*)Copy<byte>(nameBytes),
                NameSize = (nuint)nameBytes.Length,
                Kind = value.Kind,
                ValueSize = 1,
            };
            Write(item++, value);
        }
    }

    public NamedValue* Items { get; }

    public int Count { get; }

    public static Dictionary<string, PjrtValue> Read(NamedValue* items, nuint count)
    {
        var result = new Dictionary<string, PjrtValue>(StringComparer.Ordinal);
        for (nuint i = 0; i < count; i++)
        {
            ref var item = ref items[i];
            result[FunctionTable.Text((nint)item.Name, item.NameSize)] = item.Kind switch
            {
                PjrtValueKind.Text => FunctionTable.Text((nint)item.Text, item.ValueSize),
                PjrtValueKind.Int64 => item.Int64,
                PjrtValueKind.Int64List => new ReadOnlySpan<long>(item.Int64List, checked((int)item.ValueSize)).ToArray(),
                PjrtValueKind.Float => item.Float,
                PjrtValueKind.Flag => item.Flag != 0,
                var other => $"(value of unknown kind {(int)other})",
            };
        }

        return result;
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
            NativeMemory.Free((void*)block);
        _blocks.Clear();
    }

    private void Write(NamedValue* item, PjrtValue value)
    {
        switch (value.Kind)
        {
            case PjrtValueKind.Text:
                var text = Encoding.UTF8.GetBytes(value.AsText());
                item->Text = (byte*)Copy<byte>(text);
                item->ValueSize = (nuint)text.Length;
                break;
            case PjrtValueKind.Int64List:
                var list = value.AsInt64List();
                item->Int64List = (long*)Copy(list);
                item->ValueSize = (nuint)list.Length;
                break;
            case PjrtValueKind.Int64:
                item->Int64 = value.AsInt64();
                break;
            case PjrtValueKind.Float:
                item->Float = value.AsFloat();
                break;
            case PjrtValueKind.Flag:
                item->Flag = value.AsFlag() ? (byte)1 : (byte)0;
                break;
        }
    }

    private void* Copy<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        var block = Allocate(items.Length * sizeof(T) + 1);
        items.CopyTo(new Span<T>(block, items.Length));
        return block;
    }

    private void* Allocate(int bytes)
    {
        var block = NativeMemory.AllocZeroed((nuint)bytes);
        _blocks.Add((nint)block);
        return block;
    }
}
