using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelWorker.Errors;
using ServiceDefaults.Errors;

namespace ModelWorker.Requests;

/// <summary>Reads a request's fields, from a JSON body or a query; each failure names the field and what is allowed.</summary>
internal sealed class RequestFields
{
    private readonly JsonElement _body;
    private readonly IQueryCollection? _query;

    private RequestFields(JsonElement body, IQueryCollection? query) => (_body, _query) = (body, query);

    /// <summary>The query's fields.</summary>
    /// <exception cref="ApiException">One is no text.</exception>
    public static RequestFields OfQuery(HttpRequest request)
    {
        QueryText.Check(request.QueryString);
        return new(default, request.Query);
    }

    /// <summary>A form's fields, which are texts as a query's are.</summary>
    public static RequestFields OfForm(IFormCollection form) => new(default, new QueryCollection(form.ToDictionary(StringComparer.OrdinalIgnoreCase)));

    public static RequestFields Of(JsonElement body) => new(body, null);

    /// <summary>Reads the body.</summary>
    /// <exception cref="ApiException">It is not a JSON object, or holds what is no text.</exception>
    public static async ValueTask<RequestFields> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        // Also keeps pages of other sites from posting forms to a worker on the reader's own machine.
        if (!request.HasJsonContentType())
            throw new ApiException(WorkerErrors.NotJsonType);
        // How large it may be is the server's business.
        var (json, error) = await RequestJson.ReadAsync(request.Body, long.MaxValue, cancellation).ConfigureAwait(false);
        return error is null ? new RequestFields(json, null) : throw new ApiException(error);
    }

    /// <summary>Refuses fields that are not known here: one that is misspelt would be ignored without a word.</summary>
    /// <exception cref="ApiException">Names the first such field, and what it may have been meant to be.</exception>
    public RequestFields Allow(IReadOnlyList<string> allowed)
    {
        // Queries are read without regard to case, bodies with it.
        var (names, comparer) = _query is not null
            ? (_query.Keys, StringComparer.OrdinalIgnoreCase)
            : (_body.EnumerateObject().Select(property => property.Name), StringComparer.Ordinal);
        return names.FirstOrDefault(name => !allowed.Contains(name, comparer)) is { } unknown
            ? throw new ApiException(WorkerErrors.UnknownField(unknown, FieldNames.Nearest(unknown, allowed), allowed))
            : this;
    }

    /// <summary>Whether the field is given and not null.</summary>
    public bool Has(string field) => _query?.ContainsKey(field) ?? (Find(field) is not null);

    public string? Text(string field, int longest)
    {
        var text = _query is not null ? (string?)_query[field] : Find(field) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } value => value.GetString(),
            { } other => throw new ApiException(WorkerErrors.WrongType(field, other.GetRawText(), "a text")),
        };
        return text?.Length > longest
            ? throw new ApiException(WorkerErrors.WrongValue(field, $"{text.Length} characters long", $"at most {longest}"))
            : text;
    }

    /// <summary>A text that must be given.</summary>
    public string RequiredText(string field, int longest) => Text(field, longest) ?? throw new ApiException(WorkerErrors.Missing(field));

    public long? Whole(string field, long least, long most)
    {
        if (Given(field) is not { } given)
            return null;
        if (!long.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw new ApiException(given.Length > 0 && given.TrimStart('-').All(char.IsAsciiDigit)
                ? WorkerErrors.WrongValue(field, given, $"{least} to {most}")
                : WorkerErrors.WrongType(field, given, $"a whole number from {least} to {most}"));
        return number < least || number > most
            ? throw new ApiException(WorkerErrors.WrongValue(field, given, $"{least} to {most}"))
            : number;
    }

    public double? Number(string field, double least, double most)
    {
        if (Given(field) is not { } given)
            return null;
        if (!double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw new ApiException(WorkerErrors.WrongType(field, given, "a number"));
        return !(number >= least && number <= most)
            ? throw new ApiException(WorkerErrors.WrongValue(field, given, string.Create(CultureInfo.InvariantCulture, $"{least} to {most}")))
            : number;
    }

    public bool Flag(string field) => _query is not null ? FlagOf(field, Given(field)) : Find(field) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        { } other => throw new ApiException(WorkerErrors.WrongType(field, other.GetRawText(), "true or false")),
    };

    private static bool FlagOf(string field, string? given) => given switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw new ApiException(WorkerErrors.WrongType(field, given, "true or false")),
    };

    /// <summary>A text that may have these values only, because nothing else can be given.</summary>
    public void Only(string field, params ReadOnlySpan<string> allowed)
    {
        if (Text(field, 100) is { } given && !allowed.Contains(given))
            throw new ApiException(WorkerErrors.WrongValue(field, $"'{given}'", $"'{string.Join("', '", allowed)}'"));
    }

    private string? Given(string field) => _query is not null
        ? (string?)_query[field]
        : Find(field) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
            { } other => throw new ApiException(WorkerErrors.WrongType(field, other.GetRawText(), "a number")),
        };

    private JsonElement? Find(string field) =>
        _body.ValueKind == JsonValueKind.Object && _body.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
