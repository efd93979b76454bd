namespace Inference.Tokenizers;

/// <summary>Tokenizer files that are missing or not understood; the message begins with the file.</summary>
public sealed class TokenizerException(string path, string problem, Exception? inner = null) : IOException($"{path}: {problem}", inner);
