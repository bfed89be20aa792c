using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Samples;

namespace Portal.Tests.Checking;

/// <summary>One faulty cell anywhere in a real extract is reported in its own file, row and column.</summary>
public sealed class SingleFaultTests
{
    private static readonly IReadOnlyList<UploadedFile> Sample =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(RepositoryFolders.SampleExtracts, "HARBOUR", "2025-Q2"))
            .Order(StringComparer.Ordinal)
            .Select(path => new UploadedFile(Path.GetFileName(path), File.ReadAllBytes(path))),
    ];

    private static readonly Dictionary<string, string[][]> Tables = Sample.ToDictionary(
        file => file.Name,
        file => Encoding.UTF8.GetString(file.Content.Span).TrimEnd().Split('\n').Select(line => line.Split(',')).ToArray()
    );

    // Twice in three, a row near the top or the end, where mistakes of counting show.
    private static readonly Gen<Fault> Faults =
        from file in Gen.Elements<ExtractFile>([.. ExtractFiles.All])
        let table = Tables[file.Name]
        from record in Gen.OneOf(
            Gen.Choose(1, Math.Min(3, table.Length - 1)),
            Gen.Choose(Math.Max(1, table.Length - 3), table.Length - 1),
            Gen.Choose(1, table.Length - 1)
        )
        from column in Gen.Elements(table[0])
        from fault in Gen.Elements(FaultsOf(file.Column(column)!))
        select new Fault(file, record, column, fault.Value, fault.Code);

    [Test]
    public void Check_SampleItself_HasNoError() => Assert.That(Extract.Check(Sample).TotalErrors, Is.Zero);

    [Test]
    public void Check_AnySingleCellFault_IsReportedAtItsOwnCell() =>
        Prop.ForAll(
                Faults.ToArbitrary(),
                fault =>
                {
                    var report = Extract.Check([.. Sample.Where(file => file.Name != fault.File.Name), fault.Sent()]);
                    var found = report
                        .Problems.Where(problem =>
                            problem.Code == fault.Code && problem.File == fault.File.Name && problem.Column == fault.Column
                        )
                        .ToList();
                    return report.State == CheckState.NeedsFixing
                        && found is [{ Count: 1, Places: [var place], ColumnLetter: var letter }]
                        && place.Record == fault.Record
                        && place.Line == fault.Record + 1
                        && letter == fault.Letter;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    // The faults that the contract knows for a column of this form, whatever stood in the cell.
    private static (string Value, string Code)[] FaultsOf(ExtractColumn column)
    {
        (string, string)[] own = column.Form switch
        {
            CellForm.Code => [("zebra", "value.not_allowed"), ("=1+1", "value.not_allowed"), ("*", "value.suppressed_input")],
            CellForm.MonthOfYear =>
            [
                ("2025-13", "value.not_month"),
                ("June", "value.not_month"),
                ("6/30/2025", "value.month_first"),
                ("45741", "value.spreadsheet_serial"),
                ("2025-07", "period.after_quarter"),
            ],
            CellForm.WholeNumber whole =>
            [
                ("many", "value.not_number"),
                ("1.5", "value.not_integer"),
                ((whole.High + 1).ToString(CultureInfo.InvariantCulture), "value.out_of_range"),
                ("\"1,000\"", "value.not_number"),
            ],
            CellForm.DecimalNumber => [("\"1,5\"", "value.not_number"), ("5%", "value.not_number"), ("c", "value.suppressed_input")],
            CellForm.Reference => [("AB_12", "value.bad_reference"), ("1234567", "value.bad_reference")],
            CellForm.ServiceCode => [("TEASEL", "service.mismatch")],
            CellForm.Measure => [("KITCHEN", "score.unknown_measure")],
            CellForm.Subscale => [("KITCHEN", "score.unknown_subscale")],
            _ => [],
        };
        (string, string)[] any =
        [
            ("943 476 5919", "identifier.nhs_number"),
            ("x\u0001", "char.control"),
            ("x\"y", "csv.stray_quote"),
            ("\"x", "csv.unclosed_quote"),
            .. column.Form is CellForm.ServiceCode
                ? []
                : new[] { ("#N/A", "value.spreadsheet_error"), (new string('y', 4097), "value.too_long") },
            .. column.Requirement == Requirement.Required ? new[] { ("", "value.required") } : [],
        ];
        return [.. own, .. any];
    }

    private sealed record Fault(ExtractFile File, int Record, string Column, string Value, string Code)
    {
        private int Position => Array.IndexOf(Tables[File.Name][0], Column);

        public string Letter => Position < 26 ? ((char)('A' + Position)).ToString() : "A" + (char)('A' + Position - 26);

        public UploadedFile Sent()
        {
            var rows = Tables[File.Name].Select(row => row.ToArray()).ToArray();
            rows[Record][Position] = Value;
            return Extract.File(File.Name, string.Join('\n', rows.Select(row => string.Join(',', row))) + "\n");
        }

        public override string ToString() => $"{File.Name} row {Record} {Column}: {(Value.Length > 20 ? Value[..20] : Value)} ({Code})";
    }
}
