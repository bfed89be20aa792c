using System.Text;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;

namespace Portal.Tests.Checking;

/// <summary>Columns and words of a service's own: asked about, never guessed, and dropped before anything is kept.</summary>
public sealed class MappingTests
{
    private const string Canary = "zq-canary";
    private static readonly string[] Audiences = ["MIXED", "GP", "MIDWIFERY", "OTHER", "VOLUNTARY"];

    [Test]
    public void UnknownColumns_AreAskedAboutAndNothingOfThemIsKept()
    {
        var result = Check(Cases(("household", "Living with")).With("Notes", row => $"{Canary} said so {row}"));

        Assert.That(result.State, Is.EqualTo(CheckState.NeedsMapping));
        Assert.That(result.Questions.Headings.Select(question => question.Heading), Is.EqualTo(new[] { "Living with", "Notes" }));
        Assert.That(result.MayBeKept, Is.True);
        Assert.That(Kept(result), Does.Not.Contain(Canary).And.Not.Contain("SINGLE_PARENT").And.Contain("HEALTH_VISITOR"));
    }

    [Test]
    public void MappedColumn_IsReadAsTheContracts()
    {
        var plain = Check(Cases());

        var result = Check(Cases(("household", "Living with")), """{"files":{"cases":{"headings":{"living WITH":"household"}}}}""");

        Assert.That(result.State, Is.EqualTo(CheckState.Ready));
        Assert.That(result.Rows!.Cases, Is.EqualTo(plain.Rows!.Cases));
        Assert.That(result.Codes(), Is.EqualTo(new[] { "header.by_mapping" }));
    }

    [Test]
    public void ColumnNotForThePortal_IsDroppedWithANote()
    {
        var mapping = """{"files":{"cases":{"headings":{"Notes":null}}}}""";
        var table = Cases().With("Notes", row => $"{Canary} said so {row}");

        var result = Check(table, mapping);
        var again = Again(result, mapping);

        Assert.That(result.State, Is.EqualTo(CheckState.Ready));
        Assert.That(result.Codes(), Is.EqualTo(new[] { "header.left_out" }));
        Assert.That(Kept(result), Does.Not.Contain(Canary).And.Contain("SINGLE_PARENT"));
        Assert.That(again.Problems, Is.EqualTo(result.Problems).UsingPropertiesComparer());
        Assert.That(again.Rows!.Cases, Is.EqualTo(result.Rows!.Cases));
    }

    // Blank cells to the right of the table say nothing, and so they change nothing: neither whose rows they are nor what is kept.
    [Test]
    public void RowsWithBlankCellsToTheRight_AreReadAndKeptAsWithout()
    {
        const string mapping = """{"files":{"cases":{"headings":{"Notes":null}}}}""";
        var table = Cases().With("Notes", row => $"{Canary} {row}");
        var wide = string.Concat(table.ToString().TrimEnd('\n').Split('\n').Select((row, place) => place == 0 ? row + "\n" : row + ",,\n"));

        var result = Check(CsvText.Of(wide), mapping);
        var others = Check(CsvText.Of(wide.Replace("HARBOUR", "TEASEL", StringComparison.Ordinal)), mapping);

        Assert.That(result.Rows!.Cases, Is.EqualTo(Check(table, mapping).Rows!.Cases));
        Assert.That(Again(result, mapping).Rows!.Cases, Is.EqualTo(result.Rows.Cases));
        Assert.That(Kept(result), Does.Not.Contain(Canary));
        Assert.That(others.Codes(), Is.EqualTo(new[] { "service.mismatch", "header.left_out" }));
    }

    // A draft has nothing of a column that was not known then; reading it as blank would lose what was sent.
    [Test]
    public void ColumnMappedAfterTheCheck_AsksForTheFilesAgain()
    {
        var first = Check(Cases(("household", "Living with")));

        var again = Again(first, """{"files":{"cases":{"headings":{"Living with":"household"}}}}""");

        Assert.That(again.Codes(), Is.EqualTo(new[] { "header.not_kept" }));
        Assert.That(again.State, Is.EqualTo(CheckState.NeedsFixing));
        Assert.That(again.Rows, Is.Null);
    }

    [TestCase("NHS Number")]
    [TestCase("Surname")]
    [TestCase("Date of birth")]
    public void IdentifyingColumn_IsRefusedWhateverTheMappingSays(string heading)
    {
        var mapping = """{"files":{"cases":{"headings":{"H":null}}}}""".Replace("\"H\"", $"\"{heading}\"", StringComparison.Ordinal);

        var result = Check(Cases().With(heading, _ => "x"), mapping);

        Assert.That(result.Codes(), Is.EqualTo(new[] { "header.identifier" }));
        Assert.That(result.MayBeKept, Is.False);
    }

    [Test]
    public void IdentifyingColumn_MappedToOneOfTheContracts_IsStillRefused() =>
        Assert.That(
            Check(Cases(("baby_age_band", "Date of birth")), """{"files":{"cases":{"headings":{"Date of birth":"baby_age_band"}}}}""")
                .Codes(),
            Has.Member("header.identifier")
        );

    [TestCase("943 476 5919", "identifier.nhs_number")]
    [TestCase("mum@example.org", "identifier.email")]
    [TestCase("07700 900123", "identifier.phone")]
    [TestCase("SW1A 1AA", "identifier.postcode")]
    public void IdentifierInAColumnNotForThePortal_IsStillRefused(string cell, string code)
    {
        var result = Check(Cases().With("Notes", _ => cell), """{"files":{"cases":{"headings":{"Notes":null}}}}""");

        Assert.That(result.Codes(), Has.Member(code));
        Assert.That(result.MayBeKept, Is.False);
    }

    // Dates of assessments and letters are in every team's sheet; the column is dropped.
    [Test]
    public void DatesInAColumnOfOnesOwn_AreNoBirthdays() =>
        Assert.That(
            Check(Cases().With("Letter sent", _ => "14/02/2025"), """{"files":{"cases":{"headings":{"Letter sent":null}}}}""").State,
            Is.EqualTo(CheckState.Ready)
        );

    [Test]
    public void WordInThreeRows_IsAskedAboutAndReadWhenItIsKnown()
    {
        var table = Rows("Meetings", "Meetings", "meetings", "Talk");

        var asked = Activity(table);
        var read = Activity(
            Rows("Meetings", "Meetings", "meetings"),
            """{"files":{"activity":{"words":{"activity":{"MEETINGS":"STRATEGIC"}}}}}"""
        );

        Assert.That(asked.State, Is.EqualTo(CheckState.NeedsMapping));
        Assert.That(asked.Questions.Words, Is.EqualTo(new[] { new WordQuestion("activity.csv", "activity", "Meetings", 3, null) }));
        Assert.That(read.State, Is.EqualTo(CheckState.Ready));
        Assert.That(read.Rows!.Activity!.Count(row => row.Activity == "STRATEGIC"), Is.EqualTo(3));
        Assert.That(read.Problems.Single().Values.Sum(value => value.Count), Is.EqualTo(3));
    }

    // Words that somebody wrote once are nobody's code, and may tell of a family.
    [Test]
    public void SentencesInACodedColumn_AreNeitherAskedAboutNorShownNorKept()
    {
        var result = Activity(Rows($"{Canary} met the team", "TRAINING", "TRAINING"));

        Assert.That(result.State, Is.EqualTo(CheckState.NeedsFixing));
        Assert.That(result.Questions.AreAny, Is.False);
        Assert.That(
            string.Join('\n', result.Problems.SelectMany(problem => problem.Places).Select(place => place.Value)),
            Does.Not.Contain(Canary)
        );
        Assert.That(Kept(result), Does.Not.Contain(Canary).And.Contain("TRAINING"));
    }

    [Test]
    public void SentenceInTheColumnOfMeasures_IsNeitherShownNorKept()
    {
        var result = Extract.CheckWithCell("scores.csv", 1, "measure", $"{Canary} cried all night");

        Assert.That(result.Codes(), Has.Member("score.unknown_measure"));
        Assert.That(
            result.Problems.SelectMany(problem => problem.Places).Select(place => place.Value),
            Is.EqualTo(new[] { Problem.Removed })
        );
        Assert.That(Kept(result), Does.Not.Contain(Canary).And.Contain("HADS"));
    }

    [Test]
    public void Mapping_NeverBindsByPosition()
    {
        var mapping = """{"files":{"cases":{"headings":{"Living with":"household","Worker":null}}}}""";
        var table = Cases(("household", "Living with")).With("Worker", _ => "blue");
        var expected = Check(table, mapping).Rows!.Cases;

        var random = new Random(7);
        for (var turn = 0; turn < 20; turn++)
        {
            var shuffled = table.Shuffled(random);
            var result = Check(turn % 2 == 0 ? shuffled : shuffled.With("Extra", _ => "x"), mapping);
            if (turn % 2 == 0)
                Assert.That(result.Rows!.Cases, Is.EqualTo(expected));
            else
                Assert.That(result.Questions.Headings.Select(question => question.Heading), Is.EqualTo(new[] { "Extra" }));
        }
    }

    // Another team's sheet would be taken for one's own, so it is asked once, and a code that is there still counts.
    [Test]
    public void SheetThatNamesNoService_IsAskedWhoseItIs()
    {
        const string ours = """{"files":{"cases":{"noServiceColumn":true}}}""";
        var rows = CsvText.Of(Extract.Text("cases.csv")).Rows.Select(row => row.Skip(1).ToList()).ToList();

        var asked = Check(new CsvText(rows));
        var known = Check(new CsvText(rows), ours);
        var others = Check(CsvText.Of(Extract.Text("cases.csv").Replace("HARBOUR", "TEASEL", StringComparison.Ordinal)), ours);

        Assert.That((asked.State, asked.MayBeKept), Is.EqualTo((CheckState.NeedsMapping, true)));
        Assert.That(asked.Questions.Services, Is.EqualTo(new[] { "cases.csv" }));
        Assert.That(known.State, Is.EqualTo(CheckState.Ready));
        Assert.That(known.Rows!.Cases, Is.EqualTo(Check(Cases()).Rows!.Cases));
        Assert.That(others.Codes(), Has.Member("service.mismatch"));
    }

    [Test]
    public void ColumnThatMayNameTheService_IsAskedAboutAlone()
    {
        var result = Check(Cases(("service_code", "Team")));

        Assert.That(result.Questions.Headings.Select(question => question.Suggestion), Is.EqualTo(new[] { "service_code" }));
        Assert.That(result.Questions.Services, Is.Empty);
    }

    [Test]
    public void RenamedHeading_IsAskedAboutAlone()
    {
        var mapping = """{"files":{"cases":{"headings":{"Living with":"household","Worker":null}}}}""";

        var result = Check(Cases(("household", "Lives with")).With("Worker", _ => "blue"), mapping);

        Assert.That(result.Questions.Headings.Select(question => question.Heading), Is.EqualTo(new[] { "Lives with" }));
    }

    [Test]
    public void TwoColumnsForOne_AreRefused() =>
        Assert.That(
            Check(Cases().With("Living with", _ => "U"), """{"files":{"cases":{"headings":{"Living with":"household"}}}}""").Codes(),
            Has.Member("header.duplicate")
        );

    [Test]
    public void FileUnderTheNameOfAnother_IsNamedAndNothingIsAsked()
    {
        var result = Extract.Check(Extract.With(Extract.File("risks.csv", Extract.Text("scores.csv"))));

        var problem = result.Problems.First(found => found.File == "risks.csv");
        Assert.That((problem.Code, problem.Message.Contains("scores.csv")), Is.EqualTo(("header.not_found", true)));
        Assert.That(result.Questions.AreAny, Is.False);
    }

    // The promise of a mapping: whatever a team calls its columns and words, once said, no cell is in a wrong column or code.
    [Test]
    public void GeneratedVariants_ReadAsTheOriginal_AndAskOnce()
    {
        var original = Extract.Check(Extract.Valid).Rows!;
        for (var seed = 0; seed < 1000; seed++)
        {
            var variant = Variant.Of(seed);

            var first = ExtractCheck.Run(Extract.Request, variant.Files);
            var second = ExtractCheck.Run(Extract.Request with { Mapping = variant.Mapping }, variant.Files);

            Assert.That(first.Questions.Headings, Has.Count.LessThanOrEqualTo(variant.ChangedHeadings), $"seed {seed}");
            Assert.That(first.Rows is null || variant.ChangedHeadings == 0, Is.True, $"seed {seed}");
            Assert.That(second.Questions.AreAny, Is.False, $"seed {seed}: {string.Join(", ", second.Codes())}");
            Assert.That(second.TotalErrors, Is.Zero, $"seed {seed}: {string.Join(", ", second.Codes())}");
            Assert.That(Text(second.Rows!), Is.EqualTo(Text(original)), $"seed {seed}");
        }
    }

    private static string Text(ExtractRows rows) =>
        string.Join('\n', rows.Cases)
        + string.Join('\n', rows.Scores ?? [])
        + string.Join('\n', rows.Contacts ?? [])
        + string.Join('\n', rows.Activity ?? []);

    private static CheckedExtract Check(CsvText table, string? mapping = null) =>
        ExtractCheck.Run(
            Extract.Request with
            {
                Mapping = mapping is null ? ExtractMapping.None : Mappings.Of(mapping),
            },
            [Extract.File("cases.csv", table.ToString())]
        );

    private static CheckedExtract Activity(string text, string? mapping = null) =>
        ExtractCheck.Run(
            Extract.Request with
            {
                Mapping = mapping is null ? ExtractMapping.None : Mappings.Of(mapping),
            },
            Extract.With(Extract.File("activity.csv", text))
        );

    // The draft read again, as the page does when it is opened.
    private static CheckedExtract Again(CheckedExtract first, string mapping) =>
        ExtractCheck.Run(
            Extract.Request with
            {
                Mapping = Mappings.Of(mapping),
            },
            [.. first.Files.Select(file => new UploadedFile(file.Name, file.Kept) { SentAs = file.Sha256 })]
        );

    private static string Kept(CheckedExtract result) =>
        string.Concat(result.Files.Select(file => Encoding.UTF8.GetString(file.Kept.Span)));

    private static string Rows(params string[] activities) =>
        "service_code,activity,audience,sessions,people,hours\n"
        + string.Concat(activities.Select((activity, place) => $"HARBOUR,{activity},{Audiences[place]},1,2,3\n"));

    private static CsvText Cases(params (string Column, string Heading)[] renamed)
    {
        var table = CsvText.Of(Extract.Text("cases.csv"));
        foreach (var (column, heading) in renamed)
            table.Rename(column, heading);
        return table;
    }
}
