using System.Security.Cryptography;
using System.Text;
using Inference.Checkpoints;
using Inference.Pipelines;
using Inference.Tokenizers;

namespace Compiler.Models;

/// <summary>A model of random weights in the layout of published ones, from their configurations.</summary>
internal static class RandomModel
{
    /// <summary>What the reference calls the weights of each kind of component.</summary>
    private const string TextWeights = "model.safetensors", OtherWeights = "diffusion_pytorch_model.safetensors";

    private const int ClipPositions = 77;

    /// <exception cref="InvalidDataException">A configuration is absent, damaged or does not fit the others.</exception>
    public static void Write(string configuration, string folder, long seed)
    {
        if (!Directory.Exists(configuration))
            throw new InvalidDataException($"{configuration} does not exist: 'configuration' names a folder that holds the configurations of a published model.");
        foreach (var file in Directory.EnumerateFiles(configuration, "*.json", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(configuration, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        foreach (var component in StableDiffusionWeights.Of(folder).GroupBy(weight => weight.Component))
        {
            var isText = component.Key.StartsWith("text_encoder", StringComparison.Ordinal);
            if (isText)
                ByteTokenizerFiles.Write(Path.Combine(folder, component.Key.Replace("text_encoder", "tokenizer", StringComparison.Ordinal)), ClipPositions);
            var tensors = component.Select(weight => (weight.Name, weight.Shape)).ToArray();
            var shapes = tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
            SafetensorsWriter.Write(
                Path.Combine(folder, component.Key, isText ? TextWeights : OtherWeights), tensors,
                name => Values(name, shapes[name], Seed(seed, component.Key, name)));
        }
    }

    /// <summary>As layers begin their training: offsets 0, scales of norms 1, products with a spread that keeps their results' spread.</summary>
    private static float[] Values(string name, IReadOnlyList<long> shape, ulong seed)
    {
        var values = new float[shape.Aggregate(1L, (count, side) => count * side)];
        if (shape.Count == 1)
        {
            Array.Fill(values, name.EndsWith("bias", StringComparison.Ordinal) ? 0 : 1);
            return values;
        }
        // The uniform distribution on ±√(3 / inputs) has the variance 1 / inputs.
        var most = Math.Sqrt(3.0 * shape[0] / values.Length);
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(most * ((Next(ref seed) >> 11) * Math.ScaleB(1, -52) - 1));
        return values;
    }

    private static ulong Seed(long seed, string component, string name) =>
        BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {component}/{name}")));

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.</summary>
    private static ulong Next(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
