using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Api.Checking.Files;

namespace Portal.Tests.Checking;

public sealed class CsvTableTests
{
    private static readonly Gen<string> Cell = Gen.Elements('a', 'B', '9', ' ', ',', ';', '\t', '"', '\n', '\r', 'é', '£', '-')
        .ArrayOf()
        .Select(letters => new string(letters));

    private static readonly Gen<Written> Tables =
        from separator in Gen.Elements(',', ';', '\t')
        from lineBreak in Gen.Elements("\n", "\r", "\r\n")
        from columns in Gen.Choose(1, 6)
        from rows in Gen.Choose(1, 8)
        from cells in Cell.ArrayOf(columns).ArrayOf(rows)
        from endsWithBreak in Gen.Elements(true, false)
        select new Written(separator, lineBreak, endsWithBreak, cells);

    [Test]
    public void Read_AnyTableWrittenAsCsv_ReadsBackEqual() =>
        Prop.ForAll(
                Tables.ToArbitrary(),
                table =>
                {
                    var filled = table.Rows.Where(row => row.Any(cell => cell.Trim(' ', '\t').Length > 0));
                    return Read(table.ToText(), table.Separator).Select(row => row.Cells).SequenceEqual(filled, RowComparer.Instance);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void Read_QuotedLineBreaksAndEmptyLines_CountsRowsAsASpreadsheetDoes()
    {
        var rows = Read("a,b\n\"one\ntwo\",1\n\n,\nthree,2\n", ',');

        Assert.That(rows.Select(row => (row.Record, row.Line)), Is.EqualTo(new[] { (0, 1), (1, 2), (2, 5) }));
    }

    [TestCase("a,b\n1,\"x\n2,3\n4,5\n", true, 1, 1, 2, TestName = "Read_QuoteOpenToTheEnd_IsReportedWhereItOpened")]
    [TestCase("a,b\n1,2\n3,\"x\n4,5\n6,\"7\"\n", true, 2, 1, 3, TestName = "Read_QuoteOpenToAnotherQuote_IsReportedWhereItOpened")]
    [TestCase("a,b\n\"x\ny\",1\n2,x\"y\n", false, 2, 1, 3, TestName = "Read_QuoteInsideACell_IsStray")]
    [TestCase("a,b\n\"x\"y,1\n", false, 1, 0, 2, TestName = "Read_TextAfterAQuote_IsStray")]
    [TestCase("a,b\n1, \"x\"\n", false, 1, 1, 2, TestName = "Read_BlankBeforeAQuote_IsStray")]
    public void Read_FaultyQuotes_AreLocated(string text, bool unclosed, int record, int cell, int line)
    {
        using var table = new CsvTable(Encoding.UTF8.GetBytes(text), ',');
        do
        {
            Assert.That(table.Read(), "A record with a fault is there.");
        } while (table.Fault == QuoteFault.None);

        Assert.That(
            (table.Fault, table.Record, table.FaultyCell, table.Line),
            Is.EqualTo((unclosed ? QuoteFault.Unclosed : QuoteFault.Stray, record, cell, line))
        );
    }

    private static List<(int Record, int Line, string[] Cells)> Read(string text, char separator)
    {
        var rows = new List<(int, int, string[])>();
        using var table = new CsvTable(Encoding.UTF8.GetBytes(text), separator);
        while (table.Read())
        {
            Assert.That(table.Fault, Is.EqualTo(QuoteFault.None));
            rows.Add((table.Record, table.Line, [.. Enumerable.Range(0, table.CellCount).Select(table.Text)]));
        }
        return rows;
    }

    private sealed record Written(char Separator, string LineBreak, bool EndsWithBreak, string[][] Rows)
    {
        public string ToText() =>
            string.Join(LineBreak, Rows.Select(row => string.Join(Separator, row.Select(Quoted)))) + (EndsWithBreak ? LineBreak : "");

        private string Quoted(string cell) =>
            cell.IndexOfAny([Separator, '"', '\n', '\r']) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private sealed class RowComparer : IEqualityComparer<string[]>
    {
        public static readonly RowComparer Instance = new();

        public bool Equals(string[]? x, string[]? y) => x!.SequenceEqual(y!);

        public int GetHashCode(string[] obj) => obj.Length;
    }
}
