using NUnit.Framework;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;

namespace Portal.Tests.Extracts;

public sealed class ContractTests
{
    [TestCase(FileKind.Cases, typeof(CaseRow))]
    [TestCase(FileKind.Risks, typeof(RiskRow))]
    [TestCase(FileKind.Scores, typeof(ScoreRow))]
    [TestCase(FileKind.Contacts, typeof(ContactRow))]
    [TestCase(FileKind.Feedback, typeof(FeedbackRow))]
    [TestCase(FileKind.Activity, typeof(ActivityRow))]
    public void Rows_AreReadInContractOrder_SoTheirPartsAreTheColumns(FileKind kind, Type row)
    {
        var parts = row.GetConstructors()
            .Single(constructor => constructor.GetParameters().Length > 1)
            .GetParameters()
            .Skip(1)
            .Select(part => part.Name!.ToUpperInvariant());

        Assert.That(
            parts,
            Is.EqualTo(
                ExtractFiles
                    .Of(kind)
                    .Columns.Skip(1)
                    .Select(column => column.Name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant())
            )
        );
    }

    [Test]
    public void Files_KeysAndColumns_FitTheMasksOfTheCheck() =>
        Assert.That(
            ExtractFiles.All.All(file =>
                file.Columns.Count <= 64 && file.Columns[0].Name == "service_code" && file.Key.All(key => file.Column(key) is not null)
            )
        );

    [Test]
    public void CodeLists_Codes_AreUniqueAndLabelled() =>
        Assert.That(
            CodeLists.All.All(list =>
                list.Codes.Select(code => code.Value).Distinct().Count() == list.Codes.Count
                && list.Codes.All(code => code.Label.Length > 0 && list.Find(code.Value) == code.Value)
            )
        );

    [Test]
    public void Published_Catalogue_HoldsEveryMeasureWithinItsOwnBounds()
    {
        Assert.Multiple(() =>
        {
            Assert.That(MeasureCatalogue.Published.All, Has.Count.EqualTo(51));
            Assert.That(
                MeasureCatalogue.Published.All.All(measure =>
                    measure.Minimum < measure.Maximum
                    && measure.Step > 0
                    && measure.Reliability is null or (> 0 and < 1)
                    && (measure.CutOff is null) == (measure.CutOffSide.Length == 0)
                )
            );
            Assert.That(
                MeasureCatalogue.Published.Find("HADS", "ANXIETY")!.FullName,
                Is.EqualTo("Hospital Anxiety and Depression Scale: Anxiety")
            );
            Assert.That(MeasureCatalogue.Published.Find("HADS", ""), Is.Null);
            Assert.That(MeasureCatalogue.Published.Subscales("HADS"), Has.Count.EqualTo(2));
            Assert.That(MeasureCatalogue.Published.Subscales("NONE"), Is.Empty);
        });
    }

    [Test]
    public void Rules_Codes_AreUniqueAndTheirColumnsExist()
    {
        Assert.That(RuleCatalogue.All.Select(rule => rule.Code), Is.Unique);
        Assert.That(
            RuleCatalogue.All.All(rule =>
                RuleCatalogue.Find(rule.Code) == rule
                && (rule.File is not { } file || rule.Column is null || ExtractFiles.Of(file).Column(rule.Column) is not null)
            )
        );
    }
}
