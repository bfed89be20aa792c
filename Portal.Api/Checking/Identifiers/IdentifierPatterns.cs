using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Identifiers;

/// <summary>The shapes of identifiers, in text folded to capitals and plain digits. A doubtful shape is refused.</summary>
internal static class IdentifierPatterns
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const string Months = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC";

    private static readonly Regex Email = new(@"[^@\s,;<>]+ ?@ ?[^@\s,;<>]+\.\p{L}{2,}", Linear);

    // Either both dividers are points or neither is: a single point makes a decimal number.
    private static readonly Regex TenDigits = new(
        "(?:^|[^0-9])([0-9]{3}[ -]{0,2}[0-9]{3}[ -]{0,2}[0-9]{4}|[0-9]{3}[./_][0-9]{3}[./_][0-9]{4})(?:$|[^0-9])",
        Linear
    );

    // A cell of digits and dividers only, however grouped.
    private static readonly Regex Grouped = new("^ *[0-9]+(?:[ ./_-]{1,2}[0-9]+)+ *$", Linear);
    private static readonly Regex Decimal = new("^[^0-9]*[0-9]+[.][0-9]+$", Linear);

    // Letters that the number never contains are left out, but the prefix of published examples (QQ) counts.
    private static readonly Regex NationalInsurance = new(
        "(?:^|[^A-Z0-9])(?:QQ|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])"
            + "[ ./-]{0,2}[0-9]{2}[ ./-]{0,2}[0-9]{2}[ ./-]{0,2}[0-9]{2}[ ./-]{0,2}[A-D](?:$|[^A-Z0-9])",
        Linear
    );

    // Only with the space, because a random reference may look like a postcode without it.
    private static readonly Regex Postcode = new("(?:^|[^A-Z0-9])(?:GIR|[A-Z]{1,2}[0-9][A-Z0-9]?) +[0-9][A-Z]{2}(?:$|[^A-Z0-9])", Linear);

    private static readonly Regex Phone = new(@"(?:^|[^0-9A-Z.])((?:\+ ?44|0044|\(?0)[0-9 ()-]{8,16})(?:$|[^0-9A-Z])", Linear);

    // The first group has more digits than the day of a date.
    private static readonly Regex DottedPhone = new(
        "(?:^|[^0-9A-Z.])((?:[+] ?44[.]?|0044[.]?|0)[0-9]{2,5}(?:[.][0-9]{2,7}){1,4})(?:$|[^0-9A-Z])",
        Linear
    );

    // A mobile number that lost its 0 in a spreadsheet.
    private static readonly Regex BareMobile = new("(?:^|[^0-9A-Z.])7[0-9]{9}(?:$|[^0-9A-Z])", Linear);

    // The only form of mobile number looked for inside a reference; other forms look like random digits.
    private static readonly Regex Mobile = new("(?:^|[^0-9])(?:0|44|0044)?7[0-9]{9}(?:$|[^0-9])", Linear);

    private static readonly Regex LeadingDate = new(
        "^ *(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2})",
        Linear
    );

    private static readonly Regex DayOrMonthFirst = new(
        "(?:^|[^0-9])([0-9]{1,2}) {0,2}[/. -] {0,2}([0-9]{1,2}) {0,2}[/. -] {0,2}([0-9]{4})(?:$|[^0-9])",
        Linear
    );

    // Not after a hyphen, because random references also have groups of two digits.
    private static readonly Regex ShortYear = new("(?:^|[^0-9A-Z-])([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{2})(?:$|[^0-9A-Z-])", Linear);

    private static readonly Regex YearFirst = new("(?:^|[^0-9])([0-9]{4})[/. -]([0-9]{1,2})[/. -]([0-9]{1,2})(?:$|[^0-9])", Linear);
    private static readonly Regex Compact = new("(?:^|[^0-9A-Z])([0-9]{8})(?:$|[^0-9A-Z])", Linear);

    private static readonly Regex CompactDay = new("(?:^|[^0-9])([0-9]{2}-?[0-9]{2}-?(?:[0-9]{4}|[0-9]{2}))(?:$|[^0-9])", Linear);

    // Letters that the last part of a postcode never has are left out.
    private static readonly Regex CompactPostcode = new("^([A-Z]{1,2})[0-9][A-Z0-9]?-?[0-9][ABD-HJLNP-UW-Z]{2}$", Linear);

    private static readonly FrozenSet<string> PostcodeAreas = (
        "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA "
        + "HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR "
        + "RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    // Not after a Q: "Q1 June 2025" is a quarter.
    private static readonly Regex DayAndName = new(
        $"(?:^|[^0-9Q])([0-9]{{1,2}})(?:ST|ND|RD|TH)?(?:[ /.-]|OF){{0,4}}"
            + $"({Months})[A-Z]*[ /.,'-]{{0,2}}([0-9]{{4}}|[0-9]{{2}})(?:$|[^0-9])",
        Linear
    );

    private static readonly Regex NameAndDay = new(
        $"(?:^|[^A-Z])({Months})[A-Z]*[ /.-]{{1,2}}([0-9]{{1,2}})(?:ST|ND|RD|TH)?[ /.,-]{{1,2}}([0-9]{{4}})(?:$|[^0-9])",
        Linear
    );

    /// <summary>Finds everything but dates.</summary>
    public static Rule? Find(string text) =>
        text.Contains('@', StringComparison.Ordinal) && Email.IsMatch(text) ? IdentifierRules.Email
        : HasNhsNumber(text) ? IdentifierRules.NhsNumber
        : NationalInsurance.IsMatch(text) ? IdentifierRules.NationalInsurance
        : text.Contains(' ', StringComparison.Ordinal) && Postcode.IsMatch(text) ? IdentifierRules.Postcode
        : HasPhone(text) ? IdentifierRules.Phone
        : null;

    /// <summary>Finds what a cell of a month column may not hold beside its date.</summary>
    public static Rule? FindBesideDate(string text) => Find(LeadingDate.Replace(text, ""));

    /// <summary>
    /// Finds what a text of letters, digits and hyphens may hide. Some references match by chance, see <see cref="ReferenceSchemes"/>.
    /// </summary>
    public static Rule? FindInReference(string text) =>
        HasNhsNumber(text) ? IdentifierRules.NhsNumber
        : NationalInsurance.IsMatch(text) ? IdentifierRules.NationalInsurance
        : Mobile.IsMatch(text) ? IdentifierRules.Phone
        : FindDate(text, _ => false);

    /// <summary>
    /// Finds what makes a scheme of references when most have it, and is chance in a few: a day of birth beside initials, or a postcode.
    /// </summary>
    public static Rule? FindInScheme(string text) =>
        CompactDay.Matches(text).Any(match => IsDay(string.Concat(match.Groups[1].Value.Where(char.IsAsciiDigit))))
            ? IdentifierRules.DateOfBirth
        : CompactPostcode.Match(text) is { Success: true } postcode && PostcodeAreas.Contains(postcode.Groups[1].Value)
            ? IdentifierRules.Postcode
        : null;

    /// <summary>Finds full dates.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="harmless">True for days that cannot be a birthday here.</param>
    public static Rule? FindDate(string text, Func<DateOnly, bool> harmless) =>
        Dates(text).All(harmless) ? null : IdentifierRules.DateOfBirth;

    private static IEnumerable<DateOnly> Dates(string text)
    {
        foreach (Match match in DayOrMonthFirst.Matches(text))
        {
            if ((Day(match, 3, 2, 1) ?? Day(match, 3, 1, 2)) is { } date)
                yield return date;
        }
        foreach (Match match in YearFirst.Matches(text))
        {
            if (Day(match, 1, 2, 3) is { } date)
                yield return date;
        }
        foreach (Match match in DayAndName.Matches(text))
        {
            if (Named(match, 3, 2, 1) is { } date)
                yield return date;
        }
        foreach (Match match in NameAndDay.Matches(text))
        {
            if (Named(match, 3, 1, 2) is { } date)
                yield return date;
        }
        if (ShortYear.Match(text) is { Success: true } brief && (Day(brief, 3, 2, 1) ?? Day(brief, 3, 1, 2)) is { } day)
            yield return day;
        foreach (Match match in Compact.Matches(text))
        {
            var digits = match.Groups[1].Value;
            if ((Parsed(digits, "yyyyMMdd") ?? Parsed(digits, "ddMMyyyy")) is { } date)
                yield return date;
        }
    }

    private static DateOnly? Day(Match match, int year, int month, int day) =>
        Date(Number(match, year), Number(match, month), Number(match, day));

    private static DateOnly? Named(Match match, int year, int month, int day) =>
        Date(Number(match, year), Array.IndexOf(Months.Split('|'), match.Groups[month].Value) + 1, Number(match, day));

    // A two-digit year is enough for a birthday; the century does not matter here.
    private static DateOnly? Date(int year, int month, int day)
    {
        var full = year < 100 ? 2000 + year : year;
        return full is >= 1900 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(full, month)
            ? new DateOnly(full, month, day)
            : null;
    }

    private static DateOnly? Parsed(string digits, string form) =>
        DateOnly.TryParseExact(digits, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date.Year is >= 1900 and <= 2100
            ? date
            : null;

    private static bool IsDay(string digits) =>
        digits.Length == 8
            ? Parsed(digits, "ddMMyyyy") is not null
            : DateOnly.TryParseExact(digits, "ddMMyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static int Number(Match match, int group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool HasPhone(string text)
    {
        if (BareMobile.IsMatch(text))
            return true;
        foreach (var match in Phone.Matches(text).Concat(DottedPhone.Matches(text)))
        {
            if (Decimal.IsMatch(match.Groups[1].Value))
                continue;
            var digits = Digits(match.Groups[1].Value);
            var national =
                digits.StartsWith("0044", StringComparison.Ordinal) ? digits[4..]
                : digits.StartsWith("44", StringComparison.Ordinal) ? digits[2..]
                : digits;
            national = national.TrimStart('0');
            if (national.Length is 9 or 10 && national[0] is '1' or '2' or '3' or '7' or '8')
                return true;
        }
        return false;
    }

    private static bool HasNhsNumber(string text)
    {
        if (Grouped.IsMatch(text) && !Decimal.IsMatch(text) && Digits(text) is { Length: 10 } grouped && HasCheckDigit(grouped))
            return true;
        for (var match = TenDigits.Match(text); match.Success; match = TenDigits.Match(text, match.Groups[1].Index + 1))
        {
            var digits = Digits(match.Groups[1].Value);
            if (HasCheckDigit(digits) && (IsAllocated(digits) || !TouchesLetter(text, match.Groups[1])))
                return true;
        }
        return false;
    }

    private static bool TouchesLetter(string text, Group group) =>
        (group.Index > 0 && char.IsAsciiLetter(text[group.Index - 1]))
        || (group.Index + group.Length < text.Length && char.IsAsciiLetter(text[group.Index + group.Length]));

    // England, Wales and the Isle of Man use 4, 6, 7; test numbers 9; Northern Ireland 32 to 39; Scotland starts with a day of birth.
    private static bool IsAllocated(string digits) =>
        digits[0] is '4' or '6' or '7' or '9'
        || (digits[0] == '3' && digits[1] >= '2')
        || DateOnly.TryParseExact(digits.AsSpan(0, 6), "ddMMyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // Modulus 11: weights 10 to 2, and the tenth digit completes the sum.
    private static bool HasCheckDigit(string digits)
    {
        var sum = 0;
        for (var place = 0; place < 9; place++)
            sum += (digits[place] - '0') * (10 - place);
        return (11 - sum % 11) % 11 == digits[9] - '0';
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
