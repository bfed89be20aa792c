using System.Text;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.History;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Tests.Http;

namespace Portal.Tests.Checking;

/// <summary>Which rows a quarter has after it was sent in part: those sent, and those that stand of the files that were not.</summary>
public sealed class CarriedFilesTests
{
    private const int All = 0b111111;

    private static readonly FileKind[] Kinds = Enum.GetValues<FileKind>();

    private static readonly Dictionary<string, string> Files = SampleFiles.Valid();

    // cases.csv is the first bit: nothing stands without it.
    private static IEnumerable<int> Standing => Enumerable.Range(0, All + 1).Where(subset => (subset & 1) != 0);

    [TestCaseSource(nameof(Standing))]
    public void SameFilesSentAgain_AnySubset_ChangeNoRow(int standing)
    {
        var before = Check(standing, null);
        for (var again = 1; again <= All; again++)
        {
            var after = Check(again, Stands(before));

            Assert.That(after.TotalErrors, Is.Zero, $"{again:b6}");
            foreach (var kind in Kinds)
                Assert.That(Rows(after, kind), Is.EqualTo(Rows(Has(standing, kind) ? before : after, kind)), $"{kind} {again:b6}");
            Assert.That(after.ContentHash == before.ContentHash, Is.EqualTo((again & ~standing) == 0), $"{again:b6}");
            if ((again & ~standing) == 0)
                Assert.That(after.Effects.Select(effect => effect.After), Is.EqualTo(after.Effects.Select(effect => effect.Before)));
        }
    }

    [TestCaseSource(nameof(Standing))]
    public void Removal_AnySubset_TakesThatFileAndNoOther(int standing)
    {
        var before = Check(standing, null);
        foreach (var removed in Kinds.Where(kind => kind != FileKind.Cases))
        {
            var after = Check(1, Stands(before), removed);

            foreach (var kind in Kinds)
                Assert.That(Rows(after, kind), Is.EqualTo(kind == removed ? null : Rows(before, kind)), $"{removed} {kind}");
            Assert.That(after.Removed, Is.EqualTo(Has(standing, removed) ? new[] { removed } : []));
        }
    }

    [Test]
    public void SentAndRemoved_AtOnce_IsSent()
    {
        var after = Check(All, Stands(Check(All, null)), FileKind.Risks);

        Assert.That(after.Removed, Is.Empty);
        Assert.That(after.Rows!.Risks, Is.Not.Empty);
    }

    // No row of a file changes unless that file was sent or removed, whichever rows the sent ones have.
    [TestCase(200)]
    [TestCase(10_000, Category = "Fuzz")]
    public void ChangedFilesSentAgain_RandomPairs_ChangeOnlyThemselves(int pairs)
    {
        var seed = pairs > 1000 ? Environment.TickCount : 13;
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var pair = 0; pair < pairs; pair++)
        {
            var (standing, again) = (random.Next(1 << 6) | 1, random.Next(1, 1 << 6));
            var removed = Kinds.Where(kind => kind != FileKind.Cases && !Has(again, kind) && random.Next(4) == 0).ToArray();
            var before = Run(standing, Thinned(random), null, []);
            var files = Thinned(random);
            var after = Run(again, files, Stands(before), removed);

            Assert.That(after.TotalErrors, Is.Zero);
            var listed = after.Rows!.Cases.Select(row => row.CaseRef).ToHashSet();
            foreach (var kind in Kinds)
            {
                var expected =
                    removed.Contains(kind) ? null
                    : Has(again, kind) ? Rows(Run(again | 1, files, null, []), kind)
                    : Rows(before, kind);
                // Rows of cases that are listed no longer lapse; a form stays without its case.
                if (kind is FileKind.Risks or FileKind.Scores or FileKind.Contacts)
                    expected = expected?.Where(row => listed.Contains(CaseOf(row))).ToList();
                if (kind != FileKind.Feedback || Has(again, kind))
                    Assert.That(Rows(after, kind), Is.EqualTo(expected), $"{standing:b6} {again:b6} {kind}");
                else
                    Assert.That(Rows(after, kind)?.Count, Is.EqualTo(expected?.Count), $"{standing:b6} {again:b6} {kind}");
            }
        }
    }

    private static string CaseOf(object row) =>
        row switch
        {
            RiskRow risk => risk.CaseRef,
            ScoreRow score => score.CaseRef,
            ContactRow contact => contact.CaseRef,
            _ => "",
        };

    // Every file without some of its rows; cases stay, so that what is sent alone has no orphans.
    private static Dictionary<string, string> Thinned(Random random) =>
        Files.ToDictionary(
            file => file.Key,
            file =>
            {
                var lines = file.Value.TrimEnd('\n').Split('\n');
                var rows = lines.Skip(1).Where(_ => file.Key == "cases.csv" || random.Next(3) > 0).ToArray();
                return string.Join('\n', [lines[0], .. rows.Length == 0 ? lines[1..2] : rows, ""]);
            }
        );

    private static CheckedExtract Run(int subset, Dictionary<string, string> files, StandingQuarter? standing, FileKind[] removed) =>
        ExtractCheck.Run(
            new CheckRequest("HARBOUR", new Quarter(2025, 2), MeasureCatalogue.Published, UploadLimits.Default) { Removed = removed },
            [
                .. Kinds
                    .Where(kind => Has(subset, kind))
                    .Select(kind => ExtractFiles.Of(kind).Name)
                    .Select(name => new UploadedFile(name, Encoding.UTF8.GetBytes(files[name]))),
            ],
            EarlierFacts.None,
            standing: standing
        );

    private static CheckedExtract Check(int subset, StandingQuarter? standing, params FileKind[] removed) =>
        Run(subset, Files, standing, removed);

    private static StandingQuarter Stands(CheckedExtract extract)
    {
        var id = Guid.NewGuid();
        var rows = extract.Rows!;
        return new StandingQuarter(
            id,
            [.. extract.Files.Select(file => new StandingFile(file.Kind, file.Sha256, file.Rows, file.Encoding, file.Delimiter, id))],
            new SentRows(rows.Cases, rows.Risks, rows.Scores, rows.Contacts, rows.Feedback, rows.Activity)
        );
    }

    private static bool Has(int subset, FileKind kind) => (subset >> Array.IndexOf(Kinds, kind) & 1) != 0;

    private static IReadOnlyList<object>? Rows(CheckedExtract extract, FileKind kind) =>
        kind switch
        {
            FileKind.Cases => extract.Rows!.Cases,
            FileKind.Risks => extract.Rows!.Risks,
            FileKind.Scores => extract.Rows!.Scores,
            FileKind.Contacts => extract.Rows!.Contacts,
            FileKind.Feedback => extract.Rows!.Feedback,
            _ => extract.Rows!.Activity,
        };
}
