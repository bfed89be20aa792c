using Portal.Api.Checking.Problems;
using Portal.Tests.Checking;

namespace Portal.Tests.Corpus;

/// <summary>Rows, files and names that do not go together, and zips.</summary>
internal static class BadWholes
{
    private static (string Name, byte[] Content)[] Sample => [.. Extract.Valid.Select(file => (file.Name, file.Content.ToArray()))];

    public static IReadOnlyList<BadExtract> Rules()
    {
        var bad = new BadExtracts("rule");
        bad.Cell("case.reason_missing", "cases.csv", 1, "closure_reason", "");
        bad.Cell("case.reason_missing", "cases.csv", 4, "not_accepted_reason", "");
        bad.Cell("case.reason_unexpected", "cases.csv", 2, "not_accepted_reason", "CAPACITY");
        bad.Cell("case.reason_unexpected", "cases.csv", 4, "closure_reason", "COMPLETED");
        bad.Cell("case.closed_without_month", "cases.csv", 1, "closure_month", "");
        bad.Cell("case.closed_without_month", "cases.csv", 4, "closure_month", "");
        bad.Cell("case.decile_without_nation", "cases.csv", 1, "deprivation_nation", "");
        bad.Cell("value.required", "cases.csv", 1, "social_care_end", "");
        bad.Cell("value.required", "cases.csv", 1, "days_to_first_contact", "");
        bad.Changed("cases.csv", 2, "closure_month", "2025-05", "case.open_with_closure|cases.csv|status|2/3");
        bad.Changed("cases.csv", 1, "deprivation_decile", "", "case.decile_without_nation|cases.csv|deprivation_nation|1/2");
        bad.Changed("cases.csv", 3, "contacts_attended", "2", "value.required|cases.csv|days_to_first_contact|3/4");
        bad.Changed("cases.csv", 4, "contacts_attended", "1", "case.contact_without_acceptance|cases.csv|decision|4/5");
        bad.Changed(
            "cases.csv",
            4,
            "status",
            "OPEN",
            "case.status_mismatch|cases.csv|status|4/5",
            "case.open_with_closure|cases.csv|status|4/5"
        );
        bad.Cell("score.missing_reason", "scores.csv", 4, "not_done_reason", "");
        bad.Cell("score.goal_missing", "scores.csv", 3, "goal", "");
        bad.Cell("score.goal_unexpected", "scores.csv", 1, "goal", "1");
        bad.Cell("score.end_before_baseline", "scores.csv", 2, "week", "-1");
        foreach (var (file, record) in new[] { ("risks.csv", 2), ("scores.csv", 3), ("contacts.csv", 4), ("feedback.csv", 3) })
            bad.Cell("orphan.case_ref", file, record, "case_ref", "C-0X0X0");
        bad.Unusual("scores.csv", 2, "score", "7.5", "score.off_step|scores.csv|score|2/3");
        bad.Unusual("scores.csv", 2, "week", "0", "score.same_week|scores.csv|week|2/3");
        bad.Unusual("scores.csv", 2, "respondent", "FATHER", "score.rater_changed|scores.csv|respondent|2/3");
        bad.Unusual("scores.csv", 4, "timepoint", "END", "score.end_while_open|scores.csv|timepoint|4/5");
        bad.Unusual("scores.csv", 4, "measure", "MAAS", "score.antenatal_after_birth|scores.csv|measure|4/5");
        bad.Unusual("risks.csv", 3, "present", "N", "risk.contradiction|risks.csv|present|3/4");
        bad.Add("only risks that are present", OnlyPresent(), ["risk.only_present|risks.csv|-|-"], "NEEDS_REASONS");
        bad.Add("nothing in the quarter", [ClosedBefore()], ["period.nothing_in_quarter|cases.csv|-|-"], "NEEDS_REASONS");
        return bad.All;
    }

    public static IReadOnlyList<BadExtract> Names()
    {
        var bad = new BadExtracts("name");
        foreach (
            var name in new[] { "showcases.csv", "export.csv", "case.csv", "riskscores.csv", "cases and risks.csv", ".csv", "risk.csv" }
        )
            bad.Add(
                name,
                [
                    .. Extract.Valid.Where(file => file.Name != "risks.csv"),
                    Extract.File(name, "Team,Quarter,Signed off\nHarbour,2025-Q2,yes\n"),
                ],
                ["file.unknown_name|-|-|-"]
            );
        bad.Add(
            "cases twice",
            [.. Extract.Valid, new UploadedFile("Cases 2025 Q2.csv", Extract.Valid.Single(file => file.Name == "cases.csv").Content)],
            ["file.repeated|cases.csv|-|-"]
        );
        bad.Add("no cases", [.. Extract.Valid.Where(file => file.Name != "cases.csv")], ["file.cases_missing|cases.csv|-|-"]);
        foreach (
            var (code, value) in new[]
            {
                ("nhs_number", "943 476 5919"),
                ("nhs_number", "943.476.5919"),
                ("nhs_number", "9434765919"),
                ("nhs_number", "943_476_5919"),
                ("postcode", "ZZ99 3VZ"),
                ("postcode", "ZZ99_3VZ"),
                ("date_of_birth", "12-03-1987"),
                ("date_of_birth", "1987-03-12"),
                ("date_of_birth", "12 March 1987"),
                ("email", "parent@example.org"),
                ("phone", "07700 900123"),
                ("phone", "+44 7700 900123"),
                ("national_insurance", "QQ 12 34 56 C"),
            }
        )
            bad.Add(
                value,
                [
                    .. Extract.Valid.Where(file => file.Name != "risks.csv"),
                    new UploadedFile($"risks {value}.csv", Extract.Valid.Single(file => file.Name == "risks.csv").Content),
                ],
                [$"identifier.{code}|risks.csv|-|-"],
                planted: value
            );
        return bad.All;
    }

    public static IReadOnlyList<BadExtract> Zips()
    {
        const string refused = "file.zip_refused|-|-|-";
        var bad = new BadExtracts("zip");
        void Zip(string what, byte[] content, params string[] expected) =>
            bad.Add(what, [new UploadedFile("extract.zip", content)], expected);

        Zip("workbook inside", Zipped.Of([.. Sample, ("more.xlsx", [1])]), refused);
        Zip("text inside", Zipped.Of([.. Sample, ("readme.txt", [1])]), refused);
        Zip("zip inside", Zipped.Of([.. Sample, ("more.zip", [1])]), refused);
        Zip(
            "two folders",
            Zipped.Of([.. Sample.Select((file, place) => ($"{(place % 2 == 0 ? "a" : "b")}/{file.Name}", file.Content))]),
            refused
        );
        Zip(
            "root and folder",
            Zipped.Of([.. Sample.Select((file, place) => (place == 0 ? file.Name : $"a/{file.Name}", file.Content))]),
            refused
        );
        Zip("folder in a folder", Zipped.Of([.. Sample.Select(file => ($"a/b/{file.Name}", file.Content))]), refused);
        Zip("way out", Zipped.Of([.. Sample, ("../activity.csv", [1])]), refused);
        Zip("password", Zipped.Encrypted(Sample), refused);
        Zip("nothing", [(byte)'P', (byte)'K', 5, 6, .. new byte[18]], refused);
        Zip("only what macOS adds", Zipped.Of(("__MACOSX/._cases.csv", [1]), (".DS_Store", [1])), refused);
        Zip("cut", Zipped.Of(Sample)[..200], refused);
        Zip("101 files", Zipped.Of(Enumerable.Range(0, 101).Select(number => ($"cases {number}.csv", Array.Empty<byte>()))), refused);
        bad.Add("beside files", [.. Extract.Valid, new UploadedFile("more.zip", Zipped.Of(Sample))], [refused]);
        bad.Add("two zips", [new UploadedFile("a.zip", Zipped.Of(Sample)), new UploadedFile("b.zip", Zipped.Of(Sample))], [refused]);
        Zip("same name twice", Zipped.Of([.. Sample, Sample[0]]), $"file.repeated|{Sample[0].Name}|-|-");
        Zip("no cases", Zipped.Of(Sample.Where(file => file.Name != "cases.csv")), "file.cases_missing|cases.csv|-|-");
        Zip(
            "file of 21 MiB in 21 KB",
            Zipped.Of([.. Sample.Where(file => file.Name != "risks.csv"), ("risks.csv", new byte[21 * 1024 * 1024])]),
            "file.too_large|risks.csv|-|-"
        );
        Zip(
            "120 MiB in 120 KB",
            Zipped.Of(Enumerable.Range(0, 6).Select(number => ($"cases {number}.csv", new byte[20 * 1024 * 1024]))),
            "file.too_large|-|-|-"
        );
        foreach (var (code, value) in new[] { ("nhs_number", "943 476 5919"), ("postcode", "ZZ99 3VZ"), ("email", "parent@example.org") })
        {
            bad.Add($"called {value}", [new UploadedFile($"{value}.zip", Zipped.Of(Sample))], [$"identifier.{code}|-|-|-"], planted: value);
            bad.Add(
                $"folder {value}",
                [new UploadedFile("extract.zip", Zipped.Of(Sample.Select(file => ($"{value}/{file.Name}", file.Content))))],
                [$"identifier.{code}|-|-|-"],
                planted: value
            );
            bad.Add(
                $"file {value}",
                [
                    new UploadedFile(
                        "extract.zip",
                        Zipped.Of(Sample.Select(file => (file.Name == "risks.csv" ? $"risks {value}.csv" : file.Name, file.Content)))
                    ),
                ],
                [$"identifier.{code}|risks.csv|-|-"],
                planted: value
            );
        }
        return bad.All;
    }

    private static UploadedFile[] OnlyPresent()
    {
        var cases = Extract.Text("cases.csv").Split('\n').Select(line => line.Split(',')).ToList();
        var assessed = Array.IndexOf(cases[0], "risks_assessed");
        foreach (var row in cases.Skip(1).Where(row => row.Length > assessed))
            row[assessed] = "";
        return
        [
            Extract.File("cases.csv", string.Join('\n', cases.Select(row => string.Join(',', row)))),
            BadExtracts.WithCell("risks.csv", 2, "present", "Y"),
        ];
    }

    private static UploadedFile ClosedBefore()
    {
        var lines = Extract.Text("cases.csv").Split('\n');
        return Extract.File("cases.csv", $"{lines[0]}\n{lines[1].Replace("2025-06", "2025-03", StringComparison.Ordinal)}\n");
    }
}
