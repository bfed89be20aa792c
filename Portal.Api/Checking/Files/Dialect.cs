using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.Files;

/// <summary>The separator between the cells of a file.</summary>
/// <param name="Separator">Comma, semicolon or tab.</param>
/// <param name="Divides">False when the header contains none of the three.</param>
internal sealed record Dialect(char Separator, bool Divides)
{
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>
    /// The separator with which the header names most columns of the contract; if none names any, the one that gives most cells.
    /// </summary>
    public static Dialect Of(FileKind kind, DecodedText text, ExtractMapping mapping)
    {
        var best = Separators
            .Select(separator => (Separator: separator, Header: Header(text, separator)))
            .Select(candidate =>
                (
                    candidate.Separator,
                    Cells: candidate.Header.Count,
                    HeaderMatch.Of(ExtractFiles.Of(kind), candidate.Header, mapping).Recognised
                )
            )
            .OrderByDescending(candidate => candidate.Recognised)
            .ThenByDescending(candidate => candidate.Cells)
            .First();
        return best.Cells > 1 ? new Dialect(best.Separator, true) : new Dialect(',', false);
    }

    /// <summary>The first row as a header, with the separator that makes most of it.</summary>
    public static HeaderMatch FirstRow(FileKind kind, DecodedText text, ExtractMapping mapping) =>
        Separators
            .Select(separator => HeaderMatch.Of(ExtractFiles.Of(kind), Header(text, separator), mapping))
            .MaxBy(header => (header.Recognised, header.Matched))!;

    private static List<string> Header(DecodedText text, char separator)
    {
        // A row that goes on for longer is refused, so nothing of it is looked for.
        var beginning = text.Utf8[..Math.Min(text.Utf8.Length, UploadLimits.Default.MaxRowBytes)];
        using var table = new CsvTable(text with { Utf8 = beginning }, separator);
        return table.Read() ? [.. Enumerable.Range(0, Math.Min(table.CellCount, 1000)).Select(table.Opening)] : [];
    }
}
