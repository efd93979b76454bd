namespace Pjrt.Native;

/// <summary>
/// Where the pointers of one execution lie in one block of words: arguments of all devices, outputs of all devices,
/// the two lists that point at them, completion events.
/// </summary>
internal readonly unsafe record struct CallLayout(int Devices, int Arguments, int Outputs)
{
    public int Words => Devices * (Arguments + Outputs + 3);

    public nint** ArgumentLists(nint* words) => (nint**)(words + Devices * (Arguments + Outputs));

    public nint** OutputLists(nint* words) => ArgumentLists(words) + Devices;

    public nint* Events(nint* words) => (nint*)(OutputLists(words) + Devices);

    /// <summary>Clears the block and points each device's lists at its own words.</summary>
    public void Link(nint* words)
    {
        new Span<nint>(words, Words).Clear();
        for (var device = 0; device < Devices; device++)
        {
            ArgumentLists(words)[device] = words + device * Arguments;
            OutputLists(words)[device] = words + Devices * Arguments + device * Outputs;
        }
    }
}
