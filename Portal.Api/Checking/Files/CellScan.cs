using System.Text;
using Portal.Api.Checking.Identifiers;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Checking.Files;

/// <summary>
/// The file gate's look at every record and cell: quotation marks, control characters, identifiers. Values are never shown.
/// </summary>
internal sealed class CellScan(FileKind kind, bool hasControlCharacters, ProblemLog log)
{
    private readonly IdentifierScan _identifiers = new();
    private readonly ReferenceSchemes _references = new();

    /// <summary>True once an identifier is suspected.</summary>
    public bool Identifying { get; private set; }

    /// <summary>True while no fault has been found.</summary>
    public bool Clean { get; private set; } = true;

    public void Check(CsvTable table, HeaderMatch header)
    {
        int? record = table.Record == 0 ? null : table.Record;
        if (table.Fault != QuoteFault.None)
        {
            Clean = false;
            log.Add(
                table.Fault == QuoteFault.Unclosed ? FileRules.UnclosedQuote : FileRules.StrayQuote,
                kind,
                header.Place(table.FaultyCell),
                new(record, table.Line)
            );
        }
        for (var index = 0; index < table.CellCount; index++)
        {
            var cell = table.Cell(index);
            if (hasControlCharacters && ControlRule(cell) is { } rule)
            {
                Clean = false;
                log.Add(rule, kind, header.Place(index), new(record, table.Line));
            }
            if (
                record is not null
                && index < header.TakesReferences.Count
                && header.TakesReferences[index]
                && cell.Trim((byte)' ') is var reference
                && ReferenceSchemes.IsReference(reference)
            )
                _references.Weigh(reference, _identifiers.FindInReference(reference), index, record, table.Line);
            else if (index < header.TakesDecimals.Count && header.TakesDecimals[index] && IsPlainDecimal(cell.Trim((byte)' ')))
                continue;
            else if (
                _identifiers.Find(cell, record is not null && index < header.TakesDates.Count && header.TakesDates[index]) is { } identifier
            )
                Identify(identifier, header.Place(index), record, table.Line);
        }
    }

    /// <summary>Looks at the lines above the header, which are no data: a date there is the day of the export, and no birthday.</summary>
    public void CheckTitles(DecodedText text)
    {
        var line = 0;
        foreach (var part in text.Titles.Span.Split((byte)'\n'))
        {
            line++;
            if (IdentifierScan.FindInTitle(text.Titles.Span[part]) is { } identifier)
                Identify(identifier, ColumnPlace.None, null, line);
        }
    }

    /// <summary>Judges all references of the file; call it once, after the last record.</summary>
    public void CheckReferences(HeaderMatch header)
    {
        foreach (var suspect in _references.Suspects())
            Identify(suspect.Rule, header.Place(suspect.Cell), suspect.Record, suspect.Line);
    }

    // A mean such as 1.3333333333 has as many digits as an NHS number, and is none.
    private static bool IsPlainDecimal(ReadOnlySpan<byte> cell)
    {
        const int LongestWholePart = 4;
        if (cell.StartsWith("-"u8))
            cell = cell[1..];
        var point = cell.IndexOf((byte)'.');
        return point is > 0 and <= LongestWholePart
            && point < cell.Length - 1
            && AreDigits(cell[..point])
            && AreDigits(cell[(point + 1)..]);
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    private void Identify(Rule identifier, ColumnPlace place, int? record, int line)
    {
        Clean = false;
        Identifying = true;
        log.Add(identifier, kind, place, new(record, line));
    }

    private static Rule? ControlRule(ReadOnlySpan<byte> cell)
    {
        if (cell.IndexOf((byte)0) >= 0)
            return FileRules.Nul;
        foreach (var letter in Encoding.UTF8.GetString(cell))
        {
            if (char.IsControl(letter) && letter is not ('\t' or '\r' or '\n'))
                return FileRules.Control;
        }
        return null;
    }
}
