using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;

namespace Portal.Tests.Checking;

/// <summary>Any table, written in any encoding, dialect and style of quoting that the contract allows, is read back as it was.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Header = ["service_code", "activity", "audience", "sessions", "people", "hours"];

    // The only accented letter is one whose byte in Windows-1252 can never be part of UTF-8 beside the others.
    private static readonly Gen<string> Cell = Gen.Elements('a', 'B', '9', ' ', ',', ';', '\t', '"', '\n', '\r', '\u00E9', '-', '=')
        .ArrayOf()
        .Select(letters => new string(letters));

    private static readonly Gen<Written> Files =
        from encoding in Gen.Elements("utf-8", "utf-8 with mark", "utf-16LE", "utf-16BE", "windows-1252")
        from separator in Gen.Elements(',', ';', '\t')
        from lineBreak in Gen.Elements("\n", "\r", "\r\n")
        from quoteAlways in Gen.Elements(true, false).ArrayOf(Header.Length)
        from order in Gen.Shuffle(Header)
        from rows in Cell.ArrayOf(Header.Length).ListOf()
        from emptyLines in Gen.Choose(0, 2)
        from endsWithBreak in Gen.Elements(true, false)
        select new Written(encoding, separator, lineBreak, quoteAlways, order, [.. rows.Take(8)], emptyLines, endsWithBreak);

    [Test]
    public void Read_AnyTableInAnyDress_ReadsBackEqualWithTheLinesOfASpreadsheet() =>
        Prop.ForAll(
                Files.ToArbitrary(),
                file =>
                {
                    var text = Decoding.Text(FileKind.Activity, file.Bytes(), new ProblemLog())!;
                    var dialect = Dialect.Of(FileKind.Activity, text, ExtractMapping.None);
                    using var table = new CsvTable(text, dialect.Separator);
                    var read = new List<(int Line, string Cells)>();
                    while (table.Read())
                        read.Add((table.Line, string.Join('|', Enumerable.Range(0, table.CellCount).Select(table.Text))));
                    return dialect.Separator == file.Separator && table.Fault == QuoteFault.None && read.SequenceEqual(file.Expected());
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private sealed record Written(
        string Encoding,
        char Separator,
        string LineBreak,
        bool[] QuoteAlways,
        string[] Order,
        string[][] Rows,
        int EmptyLines,
        bool EndsWithBreak
    )
    {
        // A style of quoting for each column, empty lines after the header, and a line break at the end or none.
        public byte[] Bytes()
        {
            var lines = new[] { Line(Order) }.Concat(Enumerable.Repeat("", EmptyLines)).Concat(Rows.Select(Line));
            var text = string.Join(LineBreak, lines) + (EndsWithBreak ? LineBreak : "");
            return Encoding switch
            {
                "utf-8 with mark" => [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(text)],
                "utf-16LE" => [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(text)],
                "utf-16BE" => [0xFE, 0xFF, .. System.Text.Encoding.BigEndianUnicode.GetBytes(text)],
                "windows-1252" => System.Text.Encoding.Latin1.GetBytes(text),
                _ => System.Text.Encoding.UTF8.GetBytes(text),
            };
        }

        // Rows without a filled cell are lines, but not rows.
        public IEnumerable<(int Line, string Cells)> Expected() =>
            Rows.Select((row, index) => (Line: index + 2 + EmptyLines, Row: row))
                .Where(place => place.Row.Any(cell => cell.AsSpan().Trim(" \t").Length > 0))
                .Select(place => (place.Line, string.Join('|', place.Row)))
                .Prepend((1, string.Join('|', Order)));

        private string Line(string[] cells) =>
            string.Join(
                Separator,
                cells.Select(
                    (cell, column) =>
                        !QuoteAlways[column] && cell.IndexOfAny([Separator, '"', '\n', '\r']) < 0
                            ? cell
                            : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                )
            );
    }
}
