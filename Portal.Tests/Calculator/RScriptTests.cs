using System.Diagnostics;
using System.Text;
using NUnit.Framework;
using Portal.Api.Calculator;

namespace Portal.Tests.Calculator;

/// <summary>
/// The R code of the calculator, run by R. Part of <c>./test reference</c>, which installs R and metafor; nothing else needs them.
/// </summary>
[Category("Recompute")]
public sealed class RScriptTests
{
    private static readonly StudyInput[] Effects =
    [
        Effect("North \"A\" \\ team", 0.42, 0.031),
        Effect("Éclair", 0.12, 0.045),
        Effect("West", 0.77, 0.062),
        Effect("Island", -0.15, 0.120),
        Effect("Valley", 0.58, 0.028),
        Effect("Coast", 0.33, 0.051),
    ];

    private static IEnumerable<TestCaseData> Requests
    {
        get
        {
            foreach (var method in new[] { "REML", "DL", "PM", "ML", "HE", "HS", "SJ", "EB" })
            foreach (var test in new[] { "z", "t", "knha", "adhoc" })
                yield return new TestCaseData(new MetaAnalysisRequest("RANDOM", method, test, 0.9, Effects, null, null)).SetArgDisplayNames(
                    method,
                    test
                );
            yield return new TestCaseData(new MetaAnalysisRequest("COMMON", null, "z", null, Effects, null, null)).SetArgDisplayNames(
                "common"
            );
            yield return new TestCaseData(new MetaAnalysisRequest(null, null, null, null, Effects[..1], null, null)).SetArgDisplayNames(
                "one"
            );
            yield return new TestCaseData(
                new MetaAnalysisRequest(
                    null,
                    null,
                    null,
                    null,
                    Effects,
                    new ModeratorsInput(
                        ["size\nof # team"],
                        [
                            [1],
                            [2],
                            [3],
                            [4],
                            [7],
                            [9],
                        ],
                        null
                    ),
                    ["a \"b\"", "c", "a \"b\"", "c", "a \"b\"", "c"]
                )
            ).SetArgDisplayNames("moderators and subgroups");
            foreach (var kind in new[] { "MC", "SMCR", "SMCRH", "SMCC" })
                yield return new TestCaseData(
                    new MetaAnalysisRequest(
                        null,
                        null,
                        null,
                        null,
                        [Summary(kind, "N", 31), Summary(kind, "W", 18), Summary(kind, "I", 9)],
                        null,
                        null
                    )
                ).SetArgDisplayNames(kind);
            yield return new TestCaseData(
                new MetaAnalysisRequest(
                    null,
                    null,
                    null,
                    null,
                    [Summary("SMCR", "N", 31), Summary("SMCRH", "W", 18), Effect("Paper", -0.6, 0.04) with { Kind = "SMCR" }],
                    null,
                    null
                )
            ).SetArgDisplayNames("kinds of one scale");
        }
    }

    [TestCaseSource(nameof(Requests))]
    public void Script_OfARequest_AgreesInR(MetaAnalysisRequest request)
    {
        var (code, said) = Run(Code(request));

        Assert.That(code, Is.Zero, said);
        Assert.That(said, Does.EndWith("R and the portal agree.\n"));
    }

    [Test]
    public void Script_WithOneFigureChanged_StopsWithAnError()
    {
        var right = Code(new MetaAnalysisRequest(null, null, null, null, Effects, null, null));
        var wrong = right.Replace("0.042", "0.043", StringComparison.Ordinal).Replace("0.42,", "0.43,", StringComparison.Ordinal);
        Assert.That(wrong, Is.Not.EqualTo(right));

        Assert.That(Run(wrong).Code, Is.Not.Zero);
    }

    private static string Code(MetaAnalysisRequest request) =>
        RScript.Of(request).Match(Encoding.UTF8.GetString, refusal => throw new AssertionException(refusal.Detail));

    private static StudyInput Effect(string label, double effect, double variance) =>
        new(label, effect, variance, null, null, null, null, null, null, null);

    private static StudyInput Summary(string kind, string label, int n) =>
        new(label, null, null, kind, n, 12 + n / 10.0, 4.1, 9.2, 3.4, 0.46);

    private static (int Code, string Said) Run(string script)
    {
        var folder = Directory.CreateTempSubdirectory("portal-r");
        try
        {
            var path = Path.Combine(folder.FullName, RScript.FileName);
            File.WriteAllText(path, script);
            using var r = Process.Start(
                new ProcessStartInfo("Rscript", path) { RedirectStandardOutput = true, RedirectStandardError = true }
            )!;
            var errors = r.StandardError.ReadToEndAsync();
            var said = r.StandardOutput.ReadToEnd();
            r.WaitForExit();
            return (r.ExitCode, r.ExitCode == 0 ? said : said + errors.Result);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
