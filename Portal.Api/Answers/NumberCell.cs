using System.Globalization;

namespace Portal.Api.Answers;

/// <summary>Reads numbers made of digits, a leading minus and a decimal point, and nothing else.</summary>
internal static class NumberCell
{
    private const int LongestNumber = 40;

    /// <param name="text">The cell, trimmed.</param>
    /// <param name="number">The number; always finite, because there is no exponent.</param>
    /// <param name="isWhole">Whether it has no decimals but zeros: 3 and 3.0.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out double number, out bool isWhole)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        var point = digits.IndexOf('.');
        isWhole = point < 0 || digits[(point + 1)..].IndexOfAnyExcept('0') < 0;
        number = 0;
        return text.Length <= LongestNumber
            && (point < 0 ? AreDigits(digits) : AreDigits(digits[..point]) && AreDigits(digits[(point + 1)..]))
            && double.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out number
            );
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExceptInRange('0', '9') < 0;
}
