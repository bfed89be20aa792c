using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.CaseMix;
using Portal.Analytics.LinearModels;

namespace Portal.Tests.Reference;

public sealed class CaseMixTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "case_mix.json" })]
    public void OfRows_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var rows = Rows(reference);

        ReferenceComparison.AssertMatches(
            reference,
            PointsOfImprovement(reference) is { } points
                ? Logistic(rows, points, reference.Level)
                : Linear(
                    LinearCaseMix.OfRows([.. rows.Select(row => new ModelRow(row.Service, row.Post, row.Covariates))], reference.Level)
                )
        );
    }

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "case_mix.json" })]
    public void OfProducts_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var rows = Rows(reference);
        var products = ServiceProducts.OfRows([.. rows.Select(row => new ModelRow(row.Service, row.Post, row.Covariates))]);

        ReferenceComparison.AssertMatches(
            reference,
            PointsOfImprovement(reference) is { } points
                ? Logistic(rows, points, reference.Level)
                : Linear(LinearCaseMix.OfProducts(products, reference.Level))
        );
    }

    private static (string Service, double Pre, double Post, double[] Covariates)[] Rows(ReferenceCase reference)
    {
        var covariates = reference.Input.Words("covariates");
        return
        [
            .. IpdRows
                .Of(reference)
                .Complete.Select(row => (row.Service, row.Pre, row.Post!.Value, covariates.Select(name => row[name]).ToArray())),
        ];
    }

    // The outcome is the last score, or whether it is at least this many points lower than the first.
    private static double? PointsOfImprovement(ReferenceCase reference)
    {
        var outcome = (string)reference.Input["outcome"]!;
        if (outcome == "post")
            return null;
        var written = Regex.Match(outcome, @"^improved = \(pre - post >= (\d+(?:\.\d+)?)\)$");
        return written.Success
            ? double.Parse(written.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidDataException($"The outcome {outcome} is not known.");
    }

    private static JsonObject Linear(Estimated<LinearCaseMix> comparison)
    {
        var (fit, services, dispersion) = ((Estimated<LinearCaseMix>.Defined)comparison).Value;
        return new JsonObject
        {
            ["coefficients"] = CoefficientAnswer.Of(fit.Coefficients),
            ["residual_variance"] = fit.ResidualVariance,
            ["r_squared"] = fit.RSquared.ValueOrNull(),
            ["services"] = new JsonObject
            {
                ["service"] = new JsonArray([.. services.Select(service => (JsonNode)service.Service)]),
                ["n"] = ReferenceAnswer.List(services, service => service.N),
                ["observed_mean"] = ReferenceAnswer.List(services, service => service.Observed),
                ["expected_mean"] = ReferenceAnswer.List(services, service => service.Expected),
                ["difference"] = ReferenceAnswer.List(services, service => service.Difference),
                ["se_simple"] = ReferenceAnswer.List(services, service => service.StandardError),
                ["se_exact"] = ReferenceAnswer.List(services, service => service.ExactStandardError),
                ["z"] = ReferenceAnswer.List(services, service => service.Z.ValueOrNull()),
                ["adjusted_mean"] = ReferenceAnswer.List(services, service => service.AdjustedMean),
            },
            ["network_mean"] = fit.OutcomeMean,
            ["phi_winsorised"] = dispersion.Map(both => both.Phi).ValueOrNull(),
            ["tau2_winsorised"] = dispersion.Map(both => both.Tau2).ValueOrNull(),
        };
    }

    private static JsonObject Logistic((string Service, double Pre, double Post, double[] Covariates)[] given, double points, double level)
    {
        var rows = given.Select(row => new BinaryRow(row.Service, row.Pre - row.Post >= points, row.Covariates)).ToArray();
        var (fit, rate, services) = ((Estimated<LogisticCaseMix>.Defined)LogisticCaseMix.OfRows(rows, level)).Value;
        return new JsonObject
        {
            ["coefficients"] = CoefficientAnswer.Of(fit.Coefficients),
            ["minus2_loglik"] = fit.Minus2LogLikelihood,
            ["c_statistic"] = fit.Concordance,
            ["network_rate"] = rate,
            ["services"] = new JsonObject
            {
                ["service"] = new JsonArray([.. services.Select(service => (JsonNode)service.Service)]),
                ["n"] = ReferenceAnswer.List(services, service => service.N),
                ["observed"] = ReferenceAnswer.List(services, service => service.Observed),
                ["expected"] = ReferenceAnswer.List(services, service => service.Expected),
                ["ratio"] = ReferenceAnswer.List(services, service => service.Ratio),
                ["adjusted_rate"] = ReferenceAnswer.List(services, service => service.AdjustedRate),
                ["z"] = ReferenceAnswer.List(services, service => service.Z),
            },
        };
    }
}
