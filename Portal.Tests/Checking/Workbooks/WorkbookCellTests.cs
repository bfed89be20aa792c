using System.Text;
using NUnit.Framework;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Workbooks;

namespace Portal.Tests.Checking.Workbooks;

/// <summary>What stands in the text of a file for a cell of a sheet.</summary>
public sealed class WorkbookCellTests
{
    [TestCase("""<c r="A1"><v>3</v></c>""", "3")]
    [TestCase("""<c r="A1"><v>3.0</v></c>""", "3")]
    [TestCase("""<c r="A1" t="n"><v>0.30000000000000004</v></c>""", "0.3")]
    [TestCase("""<c r="A1"><v>-7.5</v></c>""", "-7.5")]
    [TestCase("""<c r="A1"><v>9434765919</v></c>""", "9434765919")]
    [TestCase("""<c r="A1"><v>1E-5</v></c>""", "0.00001")]
    [TestCase("""<c r="A1"><v>1.23E+17</v></c>""", "123000000000000000")]
    [TestCase("""<c r="A1"><v>-0</v></c>""", "0")]
    [TestCase("""<c r="A1"><v>NaN</v></c>""", "NaN")]
    [TestCase("""<c r="A1" s="3"><v>0.5</v></c>""", "50%")]
    [TestCase("""<c r="A1" s="7"><v>12</v></c>""", "12")]
    [TestCase("""<c r="A1" s="999"><v>45000</v></c>""", "45000")]
    [TestCase("""<c r="A1" s="1"><v>45000</v></c>""", "2023-03-15")]
    [TestCase("""<c r="A1" s="4"><v>45000</v></c>""", "2023-03-15")]
    [TestCase("""<c r="A1" s="2"><v>45000.75</v></c>""", "2023-03-15T18:00:00")]
    [TestCase("""<c r="A1" s="2"><v>45000.99999999</v></c>""", "2023-03-16")]
    [TestCase("""<c r="A1" s="1"><v>59</v></c>""", "1900-02-28")]
    [TestCase("""<c r="A1" s="1"><v>61</v></c>""", "1900-03-01")]
    [TestCase("""<c r="A1" s="1"><v>-5</v></c>""", "-5")]
    [TestCase("""<c r="A1" s="1"><v>99999999</v></c>""", "99999999")]
    [TestCase("""<c r="A1" s="6"><v>0.25</v></c>""", "06:00:00")]
    [TestCase("""<c r="A1" s="5"><v>1.5</v></c>""", "1.12:00:00")]
    [TestCase("""<c r="A1" t="d"><v>2025-03-01T00:00:00</v></c>""", "2025-03-01")]
    [TestCase("""<c r="A1" t="b"><v>1</v></c>""", "TRUE")]
    [TestCase("""<c r="A1" t="b"><v>0</v></c>""", "FALSE")]
    [TestCase("""<c r="A1" t="e"><v>#N/A</v></c>""", "#N/A")]
    [TestCase("""<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>""", "#DIV/0!")]
    [TestCase("""<c r="A1"><f>1+1</f><v>2</v></c>""", "2")]
    [TestCase("""<c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>""", "ab")]
    [TestCase("""<c r="A1" t="s"><v>0</v></c>""", "shared")]
    [TestCase("""<c r="A1" t="s"><v>1</v></c>""", "in runs")]
    [TestCase("""<c r="A1" t="inlineStr"><is><r><t>in</t></r><r><t xml:space="preserve"> runs</t></r></is></c>""", "in runs")]
    [TestCase("""<c r="A1" t="inlineStr"><is><t>a, "b"</t></is></c>""", "\"a, \"\"b\"\"\"")]
    [TestCase("""<c r="A1" t="inlineStr"><is><t>two&#10;lines</t></is></c>""", "\"two\nlines\"")]
    [TestCase("""<c r="A1" t="inlineStr"><is><t>=1+1</t></is></c>""", "'=1+1")]
    [TestCase("""<c r="A1" t="inlineStr"><is><t>_x0041_</t></is></c>""", "A")]
    [TestCase("""<c><v>3</v></c>""", "3")]
    public void Csv_OfACell_IsWhatTheSpreadsheetShows(string cell, string text) =>
        Assert.That(Csv($"<sheetData><row>{cell}</row></sheetData>"), Is.EqualTo(text + "\n"));

    [Test]
    public void Csv_OfAWorkbookThatCountsFrom1904_HasTheSameDay()
    {
        var book = Book("""<sheetData><row r="1"><c r="A1" s="1"><v>43538</v></c><c r="B1" s="1"><v>0</v></c></row></sheetData>""");

        Assert.That(
            Csv(book.With("xl/workbook.xml", "<workbookPr/>", """<workbookPr date1904="1"/>""")),
            Is.EqualTo("2023-03-15,1904-01-01\n")
        );
    }

    [Test]
    public void Csv_OfRowsAndColumnsWithGaps_KeepsThePlacesAndCutsWhatIsEmptyAtTheEnds()
    {
        const string rows = """
            <cols><col min="1" max="9" width="12"/></cols><sheetData>
            <row r="2"><c r="B2"><v>1</v></c><c r="E2" t="inlineStr"><is><t> </t></is></c></row>
            <row r="3" spans="1:5"/>
            <row r="5"><c r="A5"><v>2</v></c><c r="C5"><v>3</v></c><c r="F5" s="1"/></row>
            <row r="9"><c r="A9" s="1"/></row>
            </sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>
            """;

        Assert.That(Csv(rows), Is.EqualTo("\n,1,\n\n\n2,,3\n"));
    }

    private static PlainBook Book(string inside) => PlainBook.Of(("activity", null, inside));

    private static string Csv(string inside) => Csv(Book(inside));

    private static string Csv(PlainBook book)
    {
        var log = new ProblemLog();
        var files = WorkbookExtract.FilesOf([book.Upload()], Extract.Request, log);
        Assert.That(log.ToProblems(), Is.Empty);
        Assert.That(files.Select(file => file.Name), Is.EqualTo(new[] { "activity.csv" }));
        return Encoding.UTF8.GetString(files[0].Content.Span);
    }
}
