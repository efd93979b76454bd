using System.Text;

namespace Emulator.Api;

/// <summary>UTF-8 text that native callers may read for as long as this object lives.</summary>
internal sealed unsafe class PinnedText
{
    private readonly byte[] _bytes;

    public PinnedText(string text)
    {
        Text = text;
        Length = (nuint)Encoding.UTF8.GetByteCount(text);
        _bytes = GC.AllocateUninitializedArray<byte>((int)Length + 1, pinned: true);
        Encoding.UTF8.GetBytes(text, _bytes);
        _bytes[^1] = 0;
        Pointer = Pinned.Pointer(_bytes);
    }

    public string Text { get; }

    /// <summary>Without the terminating zero, which is there nonetheless.</summary>
    public nuint Length { get; }

    public byte* Pointer { get; }
}
