using System.Text;
using Portal.Tests.Checking;

namespace Portal.Tests.Corpus;

/// <summary>Headers, rows and quotation marks that are not as they should be.</summary>
internal static class BadShapes
{
    private const string File = "activity.csv";
    private const string Header = "service_code,activity,audience,sessions,people,hours\n";
    private const string Row = "HARBOUR,TRAINING,GP,3,60,9\n";
    private const string OtherRow = "HARBOUR,CONSULTATION,GP,3,60,9\n";

    public static IReadOnlyList<BadExtract> Headers()
    {
        var bad = new BadExtracts("header");
        bad.File(
            "column missing",
            File,
            "service_code,activity,sessions,people,hours\nHARBOUR,TRAINING,3,60,9\n",
            Problem("header.missing", "audience", "-/1")
        );
        bad.File(
            "two columns missing",
            File,
            "service_code,activity,people\nHARBOUR,TRAINING,3\n",
            Problem("header.missing", "audience", "-/1"),
            Problem("header.missing", "sessions", "-/1")
        );
        bad.Add(
            "unknown column",
            Extract.With(Extract.File(File, With("shoe_size"))),
            [Problem("header.unknown", "shoe_size", "-/1")],
            "NEEDS_MAPPING"
        );
        bad.Add(
            "slip in a name",
            Extract.With(Extract.File(File, Header.Replace("audience", "audeince", StringComparison.Ordinal) + Row)),
            [Problem("header.unknown", "audeince", "-/1")],
            "NEEDS_MAPPING"
        );
        bad.File("same column twice", File, With("Hours"), Problem("header.duplicate", "hours", "-/1"));
        bad.File("same column in another spelling", File, With("SERVICE-CODE "), Problem("header.duplicate", "service_code", "-/1"));
        bad.File("column without a name", File, Header.TrimEnd() + ",\n" + Row.TrimEnd() + ",x\n", Problem("header.blank", "#G", "-/1"));
        bad.File(
            "two columns without a name",
            File,
            Header.TrimEnd() + ",,\n" + Row.TrimEnd() + ",x,y\n",
            Problem("header.blank", "#G", "-/1"),
            Problem("header.blank", "#H", "-/1")
        );
        foreach (
            var name in new[]
            {
                "name",
                "Surname",
                "DOB",
                "Date of birth",
                "NHS number",
                "NHS No",
                "Postcode",
                "Home address",
                "E-mail",
                "Phone",
                "Telephone no",
                "Mother's name",
                "NINO",
            }
        )
            bad.File($"column {name}", File, With(name), Problem("header.identifier", name, "-/1"));
        bad.File("eleven titles above the header", File, Titles(11) + Header + Row, Problem("header.not_found", "-", "-/1"));
        bad.File("no header", File, Row, Problem("header.not_found", "-", "-/1"));
        bad.File("titles and no header", File, Titles(2) + Row, Problem("header.not_found", "-", "-/1"));
        bad.File("header of risks", "scores.csv", Extract.Text("risks.csv"), "header.not_found|scores.csv|-|-/1");
        bad.File("pipes", File, (Header + Row).Replace(',', '|'), Problem("csv.no_delimiter", "-", "-/1"));
        bad.File("one column", File, "service_code\nHARBOUR\n", Problem("csv.no_delimiter", "-", "-/1"));
        bad.File("titles alone", File, "Activity of the quarter\nof the team\n", Problem("csv.no_delimiter", "-", "-/1"));
        bad.File("header only", File, Header, Problem("file.no_rows", "-", "-"));
        return bad.All;
    }

    private static string Titles(int lines) => string.Concat(Enumerable.Repeat("Activity of the quarter,,,,,\n", lines));

    public static IReadOnlyList<BadExtract> Rows()
    {
        var bad = new BadExtracts("row");
        bad.File("too few cells", File, Header + "HARBOUR,TRAINING,GP,3\n" + OtherRow, Problem("row.too_few_cells", "-", "1/2"));
        bad.File("one cell", File, Header + Row + "the end\n", Problem("row.too_few_cells", "-", "2/3"));
        bad.File(
            "decimal comma without quotes",
            File,
            Header + "HARBOUR,TRAINING,GP,3,60,9,5\n",
            Problem("row.too_many_cells", "-", "1/2")
        );
        bad.File("5,000 cells in a row", File, Header + Row + new string(',', 4999) + "x\n", Problem("row.too_many_cells", "-", "2/3"));
        bad.File(
            "ragged rows",
            File,
            Header + "HARBOUR\n" + Row + "HARBOUR,TRAINING\n" + new string('x', 3) + new string(',', 9) + "y\n",
            Problem("row.too_few_cells", "-", "1/2,3/4"),
            Problem("row.too_many_cells", "-", "4/5")
        );
        bad.File("header again", File, Header + Row + Header + OtherRow, Problem("row.repeated_header", "-", "2/3"));
        bad.File("header again in capitals", File, Header + Row + Header.ToUpperInvariant(), Problem("row.repeated_header", "-", "2/3"));
        bad.File("same row twice", File, Header + Row + OtherRow + Row, Problem("row.duplicate_key", "-", "3/4"));
        bad.File("same key thrice", File, Header + Row + Row + "HARBOUR,TRAINING,GP,1,1,\n", Problem("row.duplicate_key", "-", "2/3,3/4"));
        bad.File(
            "another service",
            File,
            Header + Row + "TEASEL,CONSULTATION,GP,3,60,9\n",
            Problem("service.mismatch", "service_code", "2/3")
        );
        bad.File(
            "fault after empty lines",
            File,
            Header + Row + "\n\n" + "HARBOUR,CONSULTATION,GP,many,60,9\n",
            Problem("value.not_number", "sessions", "2/5")
        );
        bad.File(
            "fault after rows of delimiters",
            File,
            Header + ",,,,,\n" + "HARBOUR,CONSULTATION,GP,many,60,9\n",
            Problem("value.not_number", "sessions", "1/3"),
            Problem("row.blank_passed_over", "-", "-/2")
        );
        bad.File(
            "fault after a quoted line break",
            File,
            Header + "HARBOUR,\"TRAI\nNING\",GP,3,60,9\nHARBOUR,CONSULTATION,GP,many,60,9\n",
            Problem("value.not_allowed", "activity", "1/2"),
            Problem("value.not_number", "sessions", "2/3")
        );
        bad.File(
            "fault after a quoted CR LF in a CR LF file",
            File,
            (Header + "HARBOUR,\"TRAI\nNING\",GP,3,60,9\nHARBOUR,CONSULTATION,GP,many,60,9\n").Replace(
                "\n",
                "\r\n",
                StringComparison.Ordinal
            ),
            Problem("value.not_allowed", "activity", "1/2"),
            Problem("value.not_number", "sessions", "2/3")
        );
        bad.File(
            "fault in a CR file",
            File,
            (Header + Row + "HARBOUR,CONSULTATION,GP,many,60,9\n").Replace('\n', '\r'),
            Problem("value.not_number", "sessions", "2/3")
        );
        bad.File(
            "fault in a semicolon file",
            File,
            (Header + Row + "HARBOUR,CONSULTATION,GP,many,60,9\n").Replace(',', ';'),
            Problem("value.not_number", "sessions", "2/3")
        );
        bad.File(
            "decimal comma in a semicolon file",
            File,
            (Header + Row).Replace(',', ';').Replace(";9\n", ";9,5\n", StringComparison.Ordinal),
            Problem("value.not_number", "hours", "1/2")
        );
        bad.File(
            "fault in a tab file",
            File,
            (Header + Row + "HARBOUR,CONSULTATION,GP,many,60,9\n").Replace(',', '\t'),
            Problem("value.not_number", "sessions", "2/3")
        );
        bad.File(
            "30 faults of one cause",
            "scores.csv",
            Extract.Text("scores.csv").Split('\n')[0]
                + "\n"
                + string.Concat(Enumerable.Range(1, 30).Select(week => $"HARBOUR,C-7Q2K9,PHQ9,,REVIEW,{week},MOTHER,99,,\n")),
            $"score.above_range|scores.csv|score|{string.Join(',', Enumerable.Range(1, 20).Select(BadExtracts.At))} x30"
        );
        return bad.All;
    }

    public static IReadOnlyList<BadExtract> Quotes()
    {
        var bad = new BadExtracts("quote");
        bad.File(
            "open to the end",
            File,
            Header + "HARBOUR,\"TRAINING,GP,3,60,9\n" + OtherRow,
            Problem("csv.unclosed_quote", "activity", "1/2")
        );
        bad.File(
            "open to the next quote",
            File,
            Header + "HARBOUR,\"TRAINING,GP,3,60,9\n" + "HARBOUR,\"CONSULTATION\",GP,3,60,9\n",
            Problem("csv.unclosed_quote", "activity", "1/2")
        );
        bad.File(
            "open in the last cell",
            File,
            Header + Row + "HARBOUR,CONSULTATION,GP,3,60,\"9",
            Problem("csv.unclosed_quote", "hours", "2/3")
        );
        bad.File("inside a cell", File, Header + "HARBOUR,TRAI\"NING,GP,3,60,9\n", Problem("csv.stray_quote", "activity", "1/2"));
        bad.File("inches", File, Header + "HARBOUR,TRAINING,GP,3,60,9\"\n", Problem("csv.stray_quote", "hours", "1/2"));
        bad.File("text after it", File, Header + "HARBOUR,\"TRAINING\"x,GP,3,60,9\n", Problem("csv.stray_quote", "activity", "1/2"));
        bad.File("blank before it", File, Header + "HARBOUR, \"TRAINING\",GP,3,60,9\n", Problem("csv.stray_quote", "activity", "1/2"));
        bad.File(
            "backslash before it",
            File,
            Header + "HARBOUR,\"TRAI\\\"NING\",GP,3,60,9\n",
            Problem("csv.stray_quote", "activity", "1/2")
        );
        bad.File("whole rows in quotes", File, Header + "\"HARBOUR,TRAINING,GP,3,60,9\"\n", Problem("row.too_few_cells", "-", "1/2"));
        bad.File("single quotes", File, Header + "HARBOUR,'TRAINING',GP,3,60,9\n", Problem("value.not_allowed", "activity", "1/2"));
        bad.File(
            "typographic quotes",
            File,
            Header + "HARBOUR,\u201CTRAINING\u201D,GP,3,60,9\n",
            Problem("value.not_allowed", "activity", "1/2")
        );
        bad.File(
            "doubled quotes",
            File,
            Header + "HARBOUR,\"\"\"TRAINING\"\"\",GP,3,60,9\n",
            Problem("value.not_allowed", "activity", "1/2")
        );
        return bad.All;
    }

    private static string With(string column) =>
        new StringBuilder(Header.TrimEnd()).Append(',').Append(column).Append('\n').Append(Row.TrimEnd()).Append(",\n").ToString();

    private static string Problem(string code, string column, string places) => $"{code}|{File}|{column}|{places}";
}
