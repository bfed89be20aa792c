using Portal.Api.Answers;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.Rows;

/// <summary>How a cell says a code.</summary>
internal enum CodeForm
{
    /// <summary>Not at all.</summary>
    Other,

    /// <summary>As the list has it.</summary>
    Code,

    /// <summary>With other capitals, with spaces or dashes for underscores, by its label, or by a word for yes or no.</summary>
    Spelled,

    /// <summary>With a decimal point and zeros after it, as 3.0.</summary>
    WithZeros,

    /// <summary>As the date that a spreadsheet made of an age band.</summary>
    BandDate,
}

/// <summary>Reads codes; what could be two codes is none.</summary>
internal static class CodeCell
{
    /// <param name="list">The codes of the column.</param>
    /// <param name="text">The cell, trimmed.</param>
    /// <param name="code">The list's own string, or <c>null</c>.</param>
    public static CodeForm Read(CodeList list, ReadOnlySpan<char> text, out string? code)
    {
        if ((code = list.Find(text)) is not null)
            return CodeForm.Code;
        var whole = WithoutZeros(text);
        if (whole.Length < text.Length && (code = list.Find(whole) ?? YesOrNo(list, whole)) is not null)
            return CodeForm.WithZeros;
        if (list == CaseCodes.BabyAgeBand && (code = BandDate.Read(text)) is not null)
            return CodeForm.BandDate;
        code = YesOrNo(list, whole) ?? list.FindSpelled(text);
        return code is null ? CodeForm.Other : CodeForm.Spelled;
    }

    // Yes and No are labels of the list.
    private static string? YesOrNo(CodeList list, ReadOnlySpan<char> text) =>
        list != CodeLists.YesNoUnknown ? null
        : text is "1" || text.Equals("TRUE", StringComparison.OrdinalIgnoreCase) ? "Y"
        : text is "0" || text.Equals("FALSE", StringComparison.OrdinalIgnoreCase) ? "N"
        : null;

    // 3.0, as a spreadsheet's number has it where the code is 3.
    private static ReadOnlySpan<char> WithoutZeros(ReadOnlySpan<char> text) =>
        NumberCell.TryRead(text, out _, out var isWhole) && isWhole && text.IndexOf('.') is > 0 and var point ? text[..point] : text;
}
