namespace Gateway.Admission;

/// <summary>What a request asks for, as limits count it.</summary>
/// <param name="Count">Pictures or texts.</param>
/// <param name="Images">Pictures.</param>
/// <param name="Tokens">Tokens at most, the prompt's included; 0 where it asks for none.</param>
/// <param name="MostDollars">Its price at the dearest unit that may answer.</param>
internal readonly record struct Work(int Count, int Images, int Tokens, double MostDollars);
