using System.Text;

namespace Pjrt.Native;

/// <summary>A plugin's <c>PJRT_Api</c>: calls by offset, errors as exceptions, the common argument shapes.</summary>
internal sealed unsafe class FunctionTable
{
    private const int ExtensionsOffset = 8, MajorOffset = 32, MinorOffset = 36;

    private readonly byte* _table;
    private readonly nuint _size;

    public FunctionTable(nint table)
    {
        _table = (byte*)table;
        _size = *(nuint*)_table;
        Major = *(int*)(_table + MajorOffset);
        Minor = *(int*)(_table + MinorOffset);
        Sizes = StructSizes.For(Minor);
    }

    public int Major { get; }

    public int Minor { get; }

    public StructSizes Sizes { get; }

    /// <summary>First node of the extension list: <c>{ size, type, next }</c>.</summary>
    public nint Extensions => *(nint*)(_table + ExtensionsOffset);

    public bool Has(Function function) =>
        (nuint)function + (nuint)sizeof(nint) <= _size && *(nint*)(_table + (int)function) != 0;

    /// <summary>Calls a function and throws its error, if any.</summary>
    public void Call(Function function, void* arguments)
    {
        var error = Invoke(function, arguments);
        if (error != 0)
            throw TakeError(error);
    }

    /// <summary>Calls a function whose error, if any, the caller takes with <see cref="TakeError"/>.</summary>
    public nint Invoke(Function function, void* arguments)
    {
        if (!Has(function))
            throw new PjrtException(PjrtErrorCode.Unimplemented, $"The plugin (PJRT {Major}.{Minor}) has no {function}.");
        return ((delegate* unmanaged[Cdecl]<void*, nint>)(*(void**)(_table + (int)function)))(arguments);
    }

    /// <summary>Turns a native error into an exception and frees it.</summary>
    public PjrtException TakeError(nint error)
    {
        var code = new Int32Arguments { StructSize = Int32Arguments.Size, Object = error };
        var message = new SpanArguments { StructSize = SpanArguments.Size, Object = error };
        var codeError = Invoke(Function.ErrorGetCode, &code);
        CallVoid(Function.ErrorMessage, &message);
        var exception = new PjrtException(
            codeError == 0 ? (PjrtErrorCode)code.Value : PjrtErrorCode.Unknown, Text(message.Data, message.Count));
        FreeError(codeError);
        FreeError(error);
        return exception;
    }

    public void Act(Function function, nint target)
    {
        var arguments = new ObjectArguments { StructSize = ObjectArguments.Size, Object = target };
        Call(function, &arguments);
    }

    /// <summary>Destroys an object; there is nobody to whom a failure could be told.</summary>
    public void Destroy(Function function, nint target)
    {
        var arguments = new ObjectArguments { StructSize = ObjectArguments.Size, Object = target };
        if (Has(function))
            FreeError(Invoke(function, &arguments));
    }

    public nint GetPointer(Function function, nint target)
    {
        var arguments = new PointerArguments { StructSize = PointerArguments.Size, Object = target };
        Call(function, &arguments);
        return arguments.Value;
    }

    public int GetInt32(Function function, nint target)
    {
        var arguments = new Int32Arguments { StructSize = Int32Arguments.Size, Object = target };
        Call(function, &arguments);
        return arguments.Value;
    }

    public bool GetFlag(Function function, nint target)
    {
        var arguments = new FlagArguments { StructSize = FlagArguments.Size, Object = target };
        Call(function, &arguments);
        return arguments.Value != 0;
    }

    /// <summary>Copies an array that the object owns.</summary>
    public T[] GetArray<T>(Function function, nint target)
        where T : unmanaged
    {
        var arguments = new SpanArguments { StructSize = SpanArguments.Size, Object = target };
        Call(function, &arguments);
        return new ReadOnlySpan<T>((void*)arguments.Data, checked((int)arguments.Count)).ToArray();
    }

    /// <summary>Copies a text that the object owns.</summary>
    public string GetText(Function function, nint target)
    {
        var arguments = new SpanArguments { StructSize = SpanArguments.Size, Object = target };
        Call(function, &arguments);
        return Text(arguments.Data, arguments.Count);
    }

    public static string Text(nint data, nuint count) =>
        count == 0 ? "" : Encoding.UTF8.GetString((byte*)data, checked((int)count));

    private void FreeError(nint error)
    {
        if (error == 0)
            return;
        var arguments = new ObjectArguments { StructSize = ObjectArguments.Size, Object = error };
        CallVoid(Function.ErrorDestroy, &arguments);
    }

    /// <summary>Error_Destroy and Error_Message alone return nothing.</summary>
    private void CallVoid(Function function, void* arguments) =>
        ((delegate* unmanaged[Cdecl]<void*, void>)(*(void**)(_table + (int)function)))(arguments);
}
