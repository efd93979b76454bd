using System.Text.RegularExpressions;

namespace Standins.Tests.Surface;

/// <summary>
/// Reads a listing of an official package into the form of <see cref="PublicSurface"/>. Three forms are known: types
/// with indented members, C# declarations under namespaces, and one fully named member a line.
/// </summary>
internal static partial class ApiListing
{
    private static readonly Dictionary<string, string> Keywords = new()
    {
        ["string"] = "String",
        ["bool"] = "Boolean",
        ["int"] = "Int32",
        ["object"] = "Object",
    };

    public static HashSet<string> Read(string file)
    {
        var lines = File.ReadAllLines(file);
        return lines.Any(line => line.StartsWith("namespace ", StringComparison.Ordinal)) ? Declarations(lines)
            : lines.Any(line => line.Contains(" -> ", StringComparison.Ordinal)) ? FullNames(lines)
            : Members(lines);
    }

    private static HashSet<string> Members(string[] lines)
    {
        var members = new HashSet<string>();
        var owner = "";
        foreach (var line in lines)
        {
            if (!line.StartsWith(' '))
                members.Add(owner = line.Split(" :")[0].Trim());
            else if (EnumNames().IsMatch(line))
                members.UnionWith(line.Split(',').Select(name => $"{owner}.{name.Trim()}"));
            else
                members.Add($"{owner}.{Member(line.Trim())}");
        }

        return members;
    }

    private static HashSet<string> Declarations(string[] lines)
    {
        var members = new HashSet<string>();
        var (space, owner) = ("", "");
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal))
            {
                space = line["namespace ".Length..];
            }
            else if (!line.StartsWith(' '))
            {
                owner = $"{space}.{TypeDeclaration().Match(line).Groups[1].Value}";
                members.Add(owner);
            }
            else
            {
                var member = Member(line.Trim());
                var type = owner[(owner.LastIndexOf('.') + 1)..];
                members.Add($"{owner}.{(member.StartsWith(type + "(", StringComparison.Ordinal) ? ".ctor" + member[type.Length..] : member)}");
            }
        }

        return members;
    }

    private static HashSet<string> FullNames(string[] lines)
    {
        var members = new HashSet<string>();
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            var text = line.Replace("static ", "", StringComparison.Ordinal).Split(" -> ")[0].Replace(".get", "", StringComparison.Ordinal);
            var open = text.IndexOf('(', StringComparison.Ordinal);
            members.Add(open < 0 ? text : text[..open] + Parameters(text[open..]));
        }

        return members;
    }

    /// <summary>Name(Types) of a method, name alone of a property or field.</summary>
    private static string Member(string line)
    {
        var text = Attributes().Replace(line, "");
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            var words = text.Split([" {", " = ", " =>"], StringSplitOptions.None)[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return words[^1].TrimEnd(';');
        }

        var name = text[..open].Split(' ')[^1];
        return GenericArguments().Replace(name, "") + Parameters(text[open..]);
    }

    private static string Parameters(string text)
    {
        var inside = text[1..text.LastIndexOf(')')];
        var types = new List<string>();
        foreach (var parameter in SplitOutsideBrackets(inside))
        {
            var words = parameter.Split('=')[0].Trim().Split(' ').Where(word => word is not ("this" or "ref" or "out" or "in" or "params")).ToArray();
            var type = string.Concat(words[..^1]).Replace("?", "", StringComparison.Ordinal).Replace("!", "", StringComparison.Ordinal);
            types.Add(Word().Replace(Namespaces().Replace(type, ""), word => Keywords.GetValueOrDefault(word.Value, word.Value)));
        }

        return $"({string.Join(',', types)})";
    }

    private static IEnumerable<string> SplitOutsideBrackets(string text)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                if (text[start..i].Contains(' ', StringComparison.Ordinal))
                    yield return text[start..i].Trim();
                start = i + 1;
            }
            else if (text[i] is '<' or '>')
            {
                depth += text[i] == '<' ? 1 : -1;
            }
        }
    }

    [GeneratedRegex(@"^\s+\w+(, \w+)+$")]
    private static partial Regex EnumNames();

    [GeneratedRegex(@"\b(?:class|interface|struct|enum) (\w+)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\[[A-Z]\w*(\([^)]*\))?\]")]
    private static partial Regex Attributes();

    [GeneratedRegex(@"(?<=\w)<.*$")]
    private static partial Regex GenericArguments();

    [GeneratedRegex(@"(\w+\.)+")]
    private static partial Regex Namespaces();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
