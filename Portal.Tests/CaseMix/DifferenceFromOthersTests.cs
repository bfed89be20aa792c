using MathNet.Numerics.LinearAlgebra;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.CaseMix;
using Portal.Analytics.LinearModels;
using Portal.Tests.Reference;

namespace Portal.Tests.CaseMix;

public sealed class DifferenceFromOthersTests
{
    private static readonly ModelRow[] Rows =
    [
        .. IpdRows
            .Of(ReferenceCase.CasesOf("case_mix.json")[0])
            .Complete.Select(row => new ModelRow(row.Service, row.Post!.Value, row.Baseline)),
    ];

    private static DifferenceFromOthers Value(Estimated<DifferenceFromOthers> estimated) =>
        ((Estimated<DifferenceFromOthers>.Defined)estimated).Value;

    // A newcomer with the same rows as one of the others gets that service's reference values, because the model is the network's.
    [Test]
    public void Of_CopyOfAServiceOfTheReference_HasItsDifference()
    {
        var expected = ReferenceCase.CasesOf("case_mix.json").First(one => one.Expected.ContainsKey("residual_variance")).Expected;
        var services = ServiceProducts.OfRows(Rows);
        var sigma2 = (double)expected["residual_variance"]!;
        double Of(string key, int service) => (double)expected["services"]!.AsObject()[key]!.AsArray()[service]!;
        for (var service = 0; service < services.Count; service++)
        {
            var found = Value(DifferenceFromOthers.Of(services[service].Products, [.. services.Select(other => other.Products)]));
            var ownHelp = 1.0 / found.N - Of("se_exact", service) * Of("se_exact", service) / sigma2;

            Assert.That(services[service].Service, Is.EqualTo((string)expected["services"]!["service"]!.AsArray()[service]!));
            Assert.That(found.Observed, Is.EqualTo(Of("observed_mean", service)).Within(1e-9));
            Assert.That(found.Expected, Is.EqualTo(Of("expected_mean", service)).Within(1e-9));
            Assert.That(found.Difference, Is.EqualTo(Of("difference", service)).Within(1e-9));
            Assert.That(found.ResidualVariance, Is.EqualTo(sigma2).Within(1e-9));
            Assert.That(found.FitShare, Is.EqualTo(ownHelp).Within(1e-9));
        }
    }

    // Plain least squares with the whole design: fit the others' rows, then average the predictions for the service's rows.
    [Test]
    public void Of_EachService_EqualsADenseComputation()
    {
        foreach (var service in Rows.Select(row => row.Service).Distinct().Take(6))
        {
            ModelRow[] own = [.. Rows.Where(row => row.Service == service)],
                others = [.. Rows.Where(row => row.Service != service)];
            var x = Matrix<double>.Build.DenseOfRows(others.Select(row => row.Covariates.Prepend(1.0)));
            var y = Vector<double>.Build.DenseOfEnumerable(others.Select(row => row.Outcome));
            var beta = x.QR().Solve(y);
            var sigma2 = (y - x * beta).L2Norm() is var norm ? norm * norm / (others.Length - x.ColumnCount) : 0;
            var at = Matrix<double>.Build.DenseOfRows(own.Select(row => row.Covariates.Prepend(1.0))).ColumnSums() / own.Length;
            var variance = sigma2 * (1.0 / own.Length + at * (x.TransposeThisAndMultiply(x).Inverse() * at));

            var found = Value(
                DifferenceFromOthers.Of(CrossProducts.OfRows(own), [.. ServiceProducts.OfRows(others).Select(other => other.Products)])
            );

            Assert.That(found.Difference, Is.EqualTo(own.Average(row => row.Outcome) - beta * at).Within(1e-9));
            Assert.That(found.StandardError, Is.EqualTo(Math.Sqrt(variance)).Within(1e-9));
            Assert.That((found.N, found.OtherN, found.Df), Is.EqualTo((own.Length, others.Length, others.Length - x.ColumnCount)));
        }
    }

    [Test]
    public void Of_OwnOutcomes_DoNotMoveTheExpectation()
    {
        var services = ServiceProducts.OfRows(Rows);
        ModelRow[] own = [.. Rows.Where(row => row.Service == services[0].Service)];
        CrossProducts[] others = [.. services.Skip(1).Select(other => other.Products)];
        var before = Value(DifferenceFromOthers.Of(CrossProducts.OfRows(own), others));
        var after = Value(
            DifferenceFromOthers.Of(CrossProducts.OfRows([.. own.Select(row => row with { Outcome = row.Outcome + 5 })]), others)
        );

        Assert.That(after.Expected, Is.EqualTo(before.Expected));
        Assert.That(after.Difference, Is.EqualTo(before.Difference + 5).Within(1e-9));
        Assert.That(after.StandardError, Is.EqualTo(before.StandardError));
    }

    [Test]
    public void Of_TooLittleToFit_IsNamed()
    {
        var own = CrossProducts.OfRows(Rows[..20]);
        CrossProducts One(params ModelRow[] rows) => CrossProducts.OfRows(rows);

        Assert.That(DifferenceFromOthers.Of(own, []).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));
        Assert.That(DifferenceFromOthers.Of(own, [One(Rows[..5])]).WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(
            DifferenceFromOthers
                .Of(
                    own,
                    [One([.. Rows.Select(row => row with { Covariates = [row.Covariates[0], 1, row.Covariates[2], row.Covariates[3]] })])]
                )
                .WhyUndefined,
            Is.EqualTo(UndefinedBecause.Collinear)
        );
        Assert.That(
            () => DifferenceFromOthers.Of(own, [One([.. Rows.Select(row => row with { Covariates = [row.Covariates[0]] })])]),
            Throws.ArgumentException
        );
    }
}
