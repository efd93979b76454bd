using Inference.Layers;
using Pjrt;

namespace Inference.Runtime;

/// <summary>A compiled stage. Runs return at once; what they give can be handed to the next run before it is there.</summary>
internal sealed class StageExecutable(Stage stage, PjrtExecutable executable) : IDisposable
{
    public Stage Stage => stage;

    /// <summary>Starts the stage on all its devices. Donated inputs are disposed: the outputs have their memory.</summary>
    /// <param name="weights">Arrays of the stage's parameters, in order.</param>
    /// <param name="inputs">Arrays of its inputs, in order.</param>
    /// <returns>Its outputs, and a task that ends when they are there.</returns>
    public (DeviceArray[] Outputs, Task Completion) Run(IReadOnlyList<DeviceArray> weights, params ReadOnlySpan<DeviceArray> inputs)
    {
        if (inputs.Length != stage.Inputs.Count || weights.Count != stage.Parameters.Count)
            throw new ArgumentException($"{stage.Program.Stage} takes {stage.Inputs.Count} inputs and {stage.Parameters.Count} weights, given are {inputs.Length} and {weights.Count}.");
        var devices = stage.Program.Options.Replicas;
        var arguments = new PjrtBuffer[devices][];
        for (var device = 0; device < devices; device++)
        {
            var list = arguments[device] = new PjrtBuffer[inputs.Length + weights.Count];
            for (var i = 0; i < inputs.Length; i++)
                list[i] = inputs[i].Parts[device];
            for (var i = 0; i < weights.Count; i++)
                list[inputs.Length + i] = weights[i].Parts[device];
        }
        var result = executable.Execute(arguments);
        for (var i = 0; i < inputs.Length; i++)
            if (stage.Inputs[i].Donated)
                inputs[i].Dispose();
        var outputs = new DeviceArray[stage.Outputs.Count];
        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = new DeviceArray([.. result.Outputs.Select(o => o[i])]);
        return (outputs, result.Completion);
    }

    public void Dispose() => executable.Dispose();
}
