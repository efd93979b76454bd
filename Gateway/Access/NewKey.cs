using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gateway.Access;

/// <summary>
/// The program's command <c>key</c>: makes a key, and says it once, with the line for the keys file. The gateway needs the
/// hash alone.
/// </summary>
internal static class NewKey
{
    public const string Command = "key";

    // Lets scanners for leaked secrets know it.
    private const string Prefix = "inf-";
    private const int Bytes = 32;

    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static async Task<int> WriteAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        if (arguments is not [var name] || !KeysFile.IsName(name))
        {
            await errors.WriteLineAsync($"usage: {Command} NAME, for the application or person that gets it: {KeysFile.NameRule}.").ConfigureAwait(false);
            return 1;
        }

        var key = Create();
        await output.WriteLineAsync($"""
            key, shown only here; give it to who is to use it:
              {key}
            under "keys" of a tenant in the keys file:
              "{name}": {"{"} "hash": "{KeyHash.Of(key)}" {"}"}
            """).ConfigureAwait(false);
        return 0;
    }
}
