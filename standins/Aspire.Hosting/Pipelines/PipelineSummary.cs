using System.Collections.ObjectModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>What the user is told at the end of a run.</summary>
public sealed class PipelineSummary
{
    private readonly List<PipelineSummaryItem> _items = [];

    /// <summary>The lines, in the order they were added.</summary>
    public ReadOnlyCollection<PipelineSummaryItem> Items => _items.AsReadOnly();

    /// <summary>Adds a line.</summary>
    public void Add(string key, string value) => _items.Add(new PipelineSummaryItem(key, value, enableMarkdown: false));

    /// <summary>Adds a line with Markdown in it.</summary>
    public void Add(string key, MarkdownString value) => _items.Add(new PipelineSummaryItem(key, value.Value, enableMarkdown: true));
}

/// <summary>One line of what the user is told at the end.</summary>
public sealed class PipelineSummaryItem
{
    /// <summary>Says what.</summary>
    public PipelineSummaryItem(string key, string value, bool enableMarkdown)
    {
        Key = key;
        Value = value;
        EnableMarkdown = enableMarkdown;
    }

    /// <summary>What it is about.</summary>
    public string Key { get; }

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>Whether the text is Markdown.</summary>
    public bool EnableMarkdown { get; }
}

/// <summary>Text in Markdown.</summary>
public sealed class MarkdownString
{
    /// <summary>Keeps the text.</summary>
    public MarkdownString(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }
}
