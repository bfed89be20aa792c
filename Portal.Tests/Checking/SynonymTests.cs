using NUnit.Framework;
using Portal.Api.Checking.Mapping;
using Portal.Api.Extracts;

namespace Portal.Tests.Checking;

/// <summary>What a heading probably means is offered, and data are never taken for headings.</summary>
public sealed class SynonymTests
{
    [Test]
    public void Suggestions_AreNoCodesOfTheFile()
    {
        foreach (var file in ExtractFiles.All)
        foreach (var list in file.Columns.Select(column => column.Form).OfType<CellForm.Code>().Select(form => form.List))
        foreach (var code in list.Codes)
            Assert.That(Synonyms.Column(file, code.Value), Is.Null, $"{file.Name}: {code.Value} is data, and no heading.");
    }

    [TestCase("Referral date", "referral_month")]
    [TestCase("DOB ", null)]
    [TestCase("Case ID", "case_ref")]
    [TestCase("Ethnicity", "baby_ethnicity")]
    [TestCase("IMD decile", "deprivation_decile")]
    [TestCase("referal_month", "referral_month")]
    public void Headings_OfTheField_AreSuggested(string heading, string? column) =>
        Assert.That(Synonyms.Column(ExtractFiles.Of(FileKind.Cases), heading), Is.EqualTo(column));
}
