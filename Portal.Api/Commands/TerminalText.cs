using System.Globalization;
using System.Text;

namespace Portal.Api.Commands;

/// <summary>Lines for a terminal.</summary>
internal static class TerminalText
{
    /// <summary>Appends a line in invariant culture; control characters of a name or value never reach the terminal.</summary>
    public static void Line(StringBuilder text, FormattableString line)
    {
        foreach (var letter in FormattableString.Invariant(line).TrimEnd())
            text.Append(char.IsControl(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.Format ? '?' : letter);
        text.AppendLine();
    }
}
