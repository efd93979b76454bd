namespace Emulator.Ir;

/// <summary>An attribute with its name.</summary>
internal readonly record struct NamedAttribute(string Name, Attribute Value);

/// <summary>A constant property of an operation. Arrays inside are never changed after parsing.</summary>
internal abstract record Attribute;

/// <summary><c>1 : i64</c>.</summary>
internal sealed record IntegerAttribute(long Value, ElementType Type) : Attribute;

/// <summary><c>1.0e-6 : f32</c>.</summary>
internal sealed record FloatAttribute(double Value, ElementType Type) : Attribute;

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed record BoolAttribute(bool Value) : Attribute;

/// <summary>A name alone, as <c>use_global_device_ids</c>.</summary>
internal sealed record UnitAttribute : Attribute;

internal sealed record StringAttribute(string Value) : Attribute;

/// <summary><c>@name</c>.</summary>
internal sealed record SymbolAttribute(string Name) : Attribute;

/// <summary><c>[a, b]</c>.</summary>
internal sealed record ArrayAttribute(Attribute[] Items) : Attribute;

/// <summary><c>{a = 1 : i64}</c>.</summary>
internal sealed record DictionaryAttribute(NamedAttribute[] Items) : Attribute;

/// <summary><c>array&lt;i64: 1, 2&gt;</c>; also <c>array&lt;i1: true&gt;</c> with 0 and 1.</summary>
internal sealed record IntArrayAttribute(long[] Values, ElementType Type) : Attribute;

/// <summary>A type used as an attribute.</summary>
internal sealed record TypeAttribute(TensorType Type) : Attribute;

/// <summary><c>(inputs) -&gt; results</c>.</summary>
internal sealed record FunctionTypeAttribute(TensorType[] Inputs, TensorType[] Results) : Attribute;

/// <summary>Text of a dialect that means nothing here, as <c>#sdy.sharding&lt;…&gt;</c>.</summary>
internal sealed record OpaqueAttribute(string Text) : Attribute;
