using System.Text.Json.Nodes;
using Portal.Analytics;
using Portal.Analytics.LinearModels;

namespace Portal.Tests.Reference;

/// <summary>Writes the coefficients of a model in the form of the reference files.</summary>
public static class CoefficientAnswer
{
    /// <param name="coefficients">In the order of the design.</param>
    /// <param name="df">The key of the degrees of freedom.</param>
    /// <param name="statistic">The key of the statistic.</param>
    public static JsonObject Of(IReadOnlyList<CoefficientTest> coefficients, string df = "df", string statistic = "stat") =>
        new()
        {
            ["estimate"] = ReferenceAnswer.List(coefficients, coefficient => coefficient.Estimate),
            ["se"] = ReferenceAnswer.List(coefficients, coefficient => coefficient.StandardError),
            [df] = ReferenceAnswer.List(coefficients, coefficient => coefficient.Df),
            [statistic] = ReferenceAnswer.List(coefficients, coefficient => coefficient.Statistic.ValueOrNull()),
            ["p"] = ReferenceAnswer.List(coefficients, coefficient => coefficient.PValue.ValueOrNull()),
            ["ci_lb"] = ReferenceAnswer.List(coefficients, coefficient => coefficient.Interval.ValueOrNull()?.Low),
            ["ci_ub"] = ReferenceAnswer.List(coefficients, coefficient => coefficient.Interval.ValueOrNull()?.High),
        };
}
