using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.Comparison;

namespace Portal.Tests.Reference;

public sealed class BenchmarkTestsTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "benchmark_tests.json" })]
    public void Compare_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        double Number(string name) => (double)reference.Input[name]!;
        var comparison = ExternalBenchmark.Compare(
            Number("estimate"),
            Number("se"),
            (double?)reference.Input["df"],
            new Benchmark(Number("benchmark"), Number("margin"), (bool)reference.Input["higher_is_better"]! ? 1 : -1)
        );

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["difference"] = comparison.Difference,
                ["superiority"] = Test(comparison.Superiority),
                ["non_inferiority"] = Test(comparison.NonInferiority),
                ["equivalence"] = new JsonObject
                {
                    ["p"] = comparison.EquivalencePValue,
                    ["ci90_lb"] = comparison.EquivalenceInterval.Low,
                    ["ci90_ub"] = comparison.EquivalenceInterval.High,
                },
            }
        );
    }

    private static JsonObject Test(OneSidedTest test) => new() { ["stat"] = test.Statistic, ["p"] = test.PValue };
}
