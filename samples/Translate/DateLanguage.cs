using System.Globalization;

namespace StaticNets.Samples.TranslateProgram;

/// <summary>A language's words for dates, and how it puts them together.</summary>
internal sealed class DateLanguage
{
    private readonly DateTimeFormatInfo _names;

    /// <summary>Makes a language of lower-case names separated by spaces.</summary>
    /// <param name="name">The language's name.</param>
    /// <param name="months">The twelve months.</param>
    /// <param name="shortMonths">Their abbreviations.</param>
    /// <param name="days">The seven days, Sunday first.</param>
    /// <param name="formats">Format strings of the BCL.</param>
    public DateLanguage(string name, string months, string shortMonths, string days, params IReadOnlyList<string> formats)
    {
        (Name, Formats) = (name, formats);
        // The thirteenth month is empty but in calendars with leap months.
        string[] full = [.. months.Split(' '), ""];
        string[] abbreviated = [.. shortMonths.Split(' '), ""];
        _names = new DateTimeFormatInfo
        {
            DateSeparator = "/",
            MonthNames = full,
            MonthGenitiveNames = full,
            AbbreviatedMonthNames = abbreviated,
            AbbreviatedMonthGenitiveNames = abbreviated,
            DayNames = days.Split(' '),
        };
    }

    public string Name { get; }

    public IReadOnlyList<string> Formats { get; }

    public string Write(DateOnly date, string format) => date.ToString(format, _names);
}
