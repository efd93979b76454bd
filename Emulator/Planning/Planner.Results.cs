using Emulator.Ir;
using Emulator.Planning.Fusion;
using Emulator.Planning.Graph;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;
using Emulator.Planning.Views;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    /// <summary>Lets operations write results of the program where the caller wants them.</summary>
    private void AssignResults(GraphBlock block, List<Unit> units, int[] aliases)
    {
        for (var i = 0; i < block.Results.Length; i++)
        {
            var value = block.Results[i];
            if (value.Producer is not { Constant: null } producer || OpKinds.IsView(producer) || _outputs.ContainsKey(value))
                continue;
            var parameter = Array.IndexOf(aliases, i);
            if (parameter >= 0 && !MayOverwrite(block, units, block.Arguments[parameter], value))
                continue;
            _outputs[value] = new PlannedBuffer(BufferSpace.Result, i, value.Type.ByteSize);
        }
    }

    /// <summary>Whether a result may be written over a donated parameter: nothing reads it later, and what reads it while writing goes in step.</summary>
    private static bool MayOverwrite(GraphBlock block, List<Unit> units, GraphValue parameter, GraphValue result)
    {
        if (Array.Exists(block.Results, r => OpKinds.Root(r) == parameter))
            return false;
        var lastRead = units.FindLastIndex(u => Roots(u).Contains(parameter));
        var written = units.FindIndex(u => u.Operations.Contains(result.Producer!) || u.Second == result.Producer);
        if (lastRead != written)
            return lastRead < written;
        if (lastRead < 0)
            return true;
        var unit = units[written];
        if (result.Producer!.Kind == OpKind.DynamicUpdateSlice)
            return result.Producer.Inputs[0] == parameter && OpKinds.Root(result.Producer.Inputs[1]) != parameter;
        var reads = unit.Operations.SelectMany(o => o.Inputs).Where(v => OpKinds.Root(v) == parameter);
        return unit.IsCluster && unit.Product is null && unit.RowLength == 1 && reads.All(v => v == parameter) && unit.Count == parameter.Type.ElementCount
            && parameter.Type.Element.Size() == result.Type.Element.Size();
    }

    private void CopyResults(GraphBlock block, int[] aliases)
    {
        var places = new Placement?[block.Results.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var value = block.Results[i];
            var place = Place(value);
            if (place.Buffer.Space == BufferSpace.Result && place.Buffer.Index == i && place.View.IsDense)
                continue;
            if (place.Buffer.Space == BufferSpace.Parameter && aliases[place.Buffer.Index] == i && place.View.IsDense)
                continue;
            // A donated parameter may be written over by its result before it has been read.
            places[i] = place.Buffer.Space == BufferSpace.Parameter && aliases[place.Buffer.Index] >= 0 ? Copy(place, value.Type.Element) : place;
        }
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] is { } place)
                EmitCopy(place, Whole(new PlannedBuffer(BufferSpace.Result, i, 0), block.Results[i]), block.Results[i].Type.Element.Size());
        }
    }
}
