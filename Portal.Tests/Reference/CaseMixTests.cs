using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.CaseMix;
using Portal.Analytics.LinearModels;

namespace Portal.Tests.Reference;

public sealed class CaseMixTests
{
    private static readonly ModelRow[] Rows = [.. IpdRows.Complete.Select(row => new ModelRow(row.Service, row.Post!.Value, row.Baseline))];

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "case_mix.json" })]
    public void OfRows_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference) =>
        ReferenceComparison.AssertMatches(
            reference,
            IsLogistic(reference) ? Logistic(reference.Level) : Linear(LinearCaseMix.OfRows(Rows, reference.Level))
        );

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "case_mix.json" })]
    public void OfProducts_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference) =>
        ReferenceComparison.AssertMatches(
            reference,
            IsLogistic(reference)
                ? Logistic(reference.Level)
                : Linear(LinearCaseMix.OfProducts(ServiceProducts.OfRows(Rows), reference.Level))
        );

    private static bool IsLogistic(ReferenceCase reference) =>
        ((string)reference.Input["outcome"]!).StartsWith("improved", StringComparison.Ordinal);

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

    private static JsonObject Logistic(double level)
    {
        var rows = IpdRows.Complete.Select(row => new BinaryRow(row.Service, row.Pre - row.Post >= 6, row.Baseline)).ToArray();
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
