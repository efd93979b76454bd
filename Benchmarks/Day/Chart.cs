using System.Globalization;
using System.Text;

namespace Benchmarks.Day;

/// <summary>A line drawn over the day: a name, and a value for each minute; null: none then.</summary>
internal sealed record Line(string Name, string Color, IReadOnlyList<double?> Values);

/// <summary>Charts one above the other over the hours of the day, as SVG.</summary>
internal sealed class Chart(string title, DateTimeOffset start)
{
    private const int Width = 960;
    private const int Left = 64;
    private const int PlotWidth = 700;
    private const int PlotHeight = 150;
    private const int Row = 200;

    private readonly StringBuilder _body = new();
    private int _rows;

    public void Add(string axis, double most, IReadOnlyList<Line> lines, Shortage? shortage)
    {
        var top = 48 + (_rows++ * Row);
        var minutes = lines.Max(line => line.Values.Count);
        if (shortage is not null)
        {
            var (from, until) = (X(shortage.From.TotalMinutes, minutes), X(Math.Min(minutes, shortage.Until.TotalMinutes), minutes));
            _body.AppendLine(Text($"""<rect x="{from:0.#}" y="{top}" width="{until - from:0.#}" height="{PlotHeight}" fill="#eee"/>"""));
        }

        _body.AppendLine(Text($"""<text x="{Left}" y="{top - 8}" font-weight="bold">{axis}</text>"""));
        for (var mark = 0; mark <= 4; mark++)
        {
            var y = top + PlotHeight - (PlotHeight * mark / 4.0);
            _body.AppendLine(Text($"""<path d="M{Left} {y:0.#}h{PlotWidth}" stroke="#ccc"/><text x="{Left - 6}" y="{y + 4:0.#}" text-anchor="end">{most * mark / 4:0.##}</text>"""));
        }

        for (var minute = 0; minute <= minutes; minute += 120)
            _body.AppendLine(Text($"""<text x="{X(minute, minutes):0.#}" y="{top + PlotHeight + 16}" text-anchor="middle">{start.AddMinutes(minute):HH:mm}</text>"""));
        foreach (var (index, line) in lines.Index())
        {
            _body.AppendLine(Text($"""<path d="{Path(line, most, top, minutes)}" fill="none" stroke="{line.Color}" stroke-width="1.5"/>"""));
            _body.AppendLine(Text($"""<path d="M{Left + PlotWidth + 14} {top + 10 + (index * 18)}h18" stroke="{line.Color}" stroke-width="3"/><text x="{Left + PlotWidth + 38}" y="{top + 14 + (index * 18)}">{line.Name}</text>"""));
        }
    }

    public override string ToString() => Text($"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {48 + (_rows * Row)}" font-family="sans-serif" font-size="12">
        <rect width="100%" height="100%" fill="#fff"/>
        <text x="{Left}" y="20" font-size="15" font-weight="bold">{title}</text>

        """) + _body + "</svg>\n";

    private static string Path(Line line, double most, int top, int minutes)
    {
        var path = new StringBuilder();
        var pen = 'M';
        foreach (var (minute, value) in line.Values.Index())
        {
            if (value is { } given)
            {
                // Within a level stretch only the ends say anything.
                if (minute > 0 && minute < minutes - 1 && line.Values[minute - 1] == given && line.Values[minute + 1] == given) continue;
                path.Append(Text($"{pen}{X(minute, minutes):0} {top + PlotHeight - (PlotHeight * Math.Min(1, given / most)):0}"));
                pen = 'L';
            }
            else
            {
                pen = 'M';
            }
        }

        return path.ToString();
    }

    private static double X(double minute, int minutes) => Left + (PlotWidth * minute / minutes);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
