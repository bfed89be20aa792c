using System.Globalization;
using Portal.Api.Checking.Problems;
using SpreadCheetah;
using SpreadCheetah.Styling;

namespace Portal.Tests.Checking.Workbooks;

/// <summary>A workbook of CSV files as a program writes it, its cells all as text or typed as somebody would type them.</summary>
internal static class WrittenBook
{
    public static async Task<UploadedFile> OfAsync(IEnumerable<(string Name, string Csv)> files, bool typed)
    {
        using var stream = new MemoryStream();
        await using (var book = await Spreadsheet.CreateNewAsync(stream))
        {
            var month = book.AddStyle(new Style { Format = NumberFormat.Custom("mmm-yy") });
            foreach (var (name, csv) in files)
            {
                await book.StartWorksheetAsync(Path.GetFileNameWithoutExtension(name));
                foreach (var line in csv.TrimEnd('\n').Split('\n'))
                    await book.AddRowAsync([.. line.Split(',').Select(cell => typed ? Typed(cell, month) : new Cell(cell))]);
            }
            await book.FinishAsync();
        }
        return new UploadedFile("extract.xlsx", stream.ToArray());
    }

    private static Cell Typed(string cell, StyleId month) =>
        DateTime.TryParseExact(cell, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? new Cell(date, month)
        : double.TryParse(
            cell,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? new Cell(number)
        : new Cell(cell);
}
