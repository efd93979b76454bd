namespace Emulator.Ir;

/// <summary>
/// What the attributes of a parameter of <c>@main</c> say about donation.
/// </summary>
/// <param name="AliasedOutput"><c>tf.aliasing_output</c>: the result whose memory this parameter gives; -1 without.</param>
/// <param name="Donor"><c>jax.buffer_donor</c>: any result of the same size may take the memory.</param>
internal readonly record struct ParameterInfo(int AliasedOutput, bool Donor)
{
    public static ParameterInfo Plain { get; } = new(-1, false);
}
