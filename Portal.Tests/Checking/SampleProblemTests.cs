using NUnit.Framework;
using Portal.Api.Extracts.Rules;

namespace Portal.Tests.Checking;

public sealed class SampleProblemTests
{
    private static IEnumerable<string> Written =>
        SampleFolder.Codes.Where(code =>
            SampleFolder.Read(code) is { Generated: false, Refusal: null } && RuleCatalogue.Find(code)?.Gate != Gate.History
        );

    [TestCaseSource(nameof(Written))]
    public void Run_SampleOfARule_ReportsThatProblemThereAndNoOther(string code)
    {
        var sample = SampleFolder.Read(code);

        var found = sample
            .Check()
            .Problems.SelectMany(problem =>
                problem.Places.Select(place => new SampleProblem(
                    problem.Code,
                    Words(problem.Severity),
                    problem.File,
                    problem.Column,
                    place.Record,
                    place.Line
                ))
            );

        Assert.Multiple(() =>
        {
            Assert.That(found, Is.EquivalentTo(sample.Problems));
            // What a mapping did is noted beside it.
            Assert.That(
                sample.Problems.Select(problem => problem.Code).Where(found => found != "header.by_mapping" || found == code),
                Is.All.EqualTo(code).And.Not.Empty
            );
        });
    }

    [Test]
    public void Samples_AndRules_AreOneToOne() =>
        Assert.That(SampleFolder.Codes, Is.EquivalentTo(RuleCatalogue.All.Select(rule => rule.Code)));

    private static string Words(Severity severity) => severity.ToString().ToLowerInvariant();
}
