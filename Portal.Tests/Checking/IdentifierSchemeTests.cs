using System.Text;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Identifiers;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Tests.Http;

namespace Portal.Tests.Checking;

/// <summary>References made of a birthday or a home, headings of identifiers as people write them, and days of the export.</summary>
public sealed class IdentifierSchemeTests
{
    private static readonly Quarter Period = new(2025, 2);

    // Initials with a day of birth, with and without a century, and postcodes without their space; places from the published list of areas.
    [TestCase("identifier.date_of_birth", "JS120523", "KB030124", "AM301123", "TW010225")]
    [TestCase("identifier.date_of_birth", "JS12052023", "KB03012024", "AM30112023", "TW01022025")]
    [TestCase("identifier.date_of_birth", "12-05-23-JS", "03-01-24-KB", "30-11-23-AM", "01-02-25-TW")]
    [TestCase("identifier.date_of_birth", "js-120523", "kb-030124", "am-301123", "tw-010225")]
    [TestCase("identifier.postcode", "ZE99ZZ", "SW1A1AA", "SW1A2AA", "SW1A3BB")]
    [TestCase("identifier.postcode", "zz991aa", "le11aa", "bs12bb", "ne13dd")]
    public void Scheme_OfBirthdaysOrHomes_IsRefused(string code, params string[] references)
    {
        var found = Check(references);

        Assert.That(found.Problems.Select(problem => problem.Code), Does.Contain(code));
        Assert.That(found.MayBeKept, Is.False);
        Assert.That(string.Join(' ', found.Problems.SelectMany(problem => problem.Places)), Does.Not.Contain(references[1]));
    }

    [TestCase("C-7Q2K9", "C-4M8TB", "C-9XW3R", "C-2LK6D")]
    [TestCase("REF100001", "REF100002", "REF100003", "REF100004", Description = "numbered: no day has month 00")]
    [TestCase("H250101", "H250102", "H250203", "H250304", Description = "a year and a number")]
    [TestCase("REF100101", "REF100202", "REF100303", "REF100404", Description = "numbered, past a hundred")]
    [TestCase("QX11AA", "VJ22BB", "XK33DD", "ZQ44EE", Description = "no such areas")]
    [TestCase("HB120523", "HB998877", "HB457731", "HB886655", Description = "one of four by chance")]
    [TestCase("LE11AA", Description = "one alone may be chance")]
    public void Scheme_ThatOnlyLooksLikeOne_IsLeftAlone(params string[] references) =>
        Assert.That(
            Check(references).Problems.Where(problem => problem.Code.StartsWith("identifier.", StringComparison.Ordinal)),
            Is.Empty
        );

    [TestCase("D.O.B.")]
    [TestCase("D.O.B")]
    [TestCase("Baby D.O.B.")]
    [TestCase("N.H.S. No")]
    [TestCase("MRN")]
    [TestCase("UPN")]
    [TestCase("Born")]
    [TestCase("Date born")]
    [TestCase("hospital no")]
    public void Heading_AsPeopleWriteIt_IsKnown(string heading) => Assert.That(IdentifyingColumns.Named(heading), Is.True);

    [TestCase("sessions")]
    [TestCase("unborn_count")]
    [TestCase("reborn")]
    [TestCase("upnumber")]
    public void Heading_OfSomethingElse_IsLeftAlone(string heading) => Assert.That(IdentifyingColumns.Named(heading), Is.False);

    [TestCase("scores 2025-05-20.csv", true)]
    [TestCase("scores_19.05.2025.csv", true)]
    [TestCase("scores 20250510.csv", true)]
    [TestCase("scores 2025-04-20.csv", false)]
    [TestCase("scores 2019-05-20.csv", false)]
    public void NameOfAFile_WithTheDayOfTheExport_IsHarmless(string name, bool isHarmless) =>
        Assert.That(IdentifierScan.FindInName(name, Period, new DateOnly(2025, 5, 20)) is null, Is.EqualTo(isHarmless));

    // Every file by case goes by the same references, and a scheme of one file is the scheme of all.
    private static CheckedExtract Check(string[] references)
    {
        var valid = SampleFiles.Valid();
        var lines = valid["cases.csv"].Split('\n');
        var cases = string.Join(
            '\n',
            [lines[0], .. references.Select(name => lines[2].Replace("C-4M8TB", name, StringComparison.Ordinal)), ""]
        );
        return ExtractCheck.Run(
            new CheckRequest("HARBOUR", Period, MeasureCatalogue.Published, UploadLimits.Default),
            [new UploadedFile("cases.csv", Encoding.UTF8.GetBytes(cases))]
        );
    }
}
