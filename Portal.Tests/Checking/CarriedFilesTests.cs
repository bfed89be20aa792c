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

    private static CheckedExtract Check(int subset, StandingQuarter? standing, params FileKind[] removed) =>
        ExtractCheck.Run(
            new CheckRequest("HARBOUR", new Quarter(2025, 2), MeasureCatalogue.Published, UploadLimits.Default) { Removed = removed },
            [
                .. Kinds
                    .Where(kind => Has(subset, kind))
                    .Select(kind => ExtractFiles.Of(kind).Name)
                    .Select(name => new UploadedFile(name, Encoding.UTF8.GetBytes(Files[name]))),
            ],
            EarlierFacts.None,
            standing: standing
        );

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
