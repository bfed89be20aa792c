using System.Diagnostics;
using System.IO.Compression;
using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Releases.Bundle;

namespace Portal.Tests.Releases;

/// <summary>
/// The script of the bundle, run by R over a release. Part of <c>./test reference</c>, which installs R; nothing else needs it.
/// </summary>
[Category("Recompute")]
public sealed class RecomputeReleaseTests
{
    [Test]
    public void Recompute_Release_AgreesInEveryKindOfFigure()
    {
        var (code, said) = Run(cells => cells);

        Assert.That(code, Is.Zero, said);
        Assert.That(
            said.Split('\n').Where(line => line.Contains("agree within rounding", StringComparison.Ordinal)),
            Is.EqualTo(
                new[]
                {
                    "REFERRALS_SHARE and its Wilson interval: 5 of 5 agree within rounding",
                    "RISK_SHARE and its Wilson interval: 3 of 3 agree within rounding",
                    "COMPLETION and its Wilson interval: 1 of 1 agree within rounding",
                    "MEAN_FIRST t interval: 2 of 2 agree within rounding",
                    "MEAN_LAST t interval: 2 of 2 agree within rounding",
                    "MEAN_CHANGE t interval: 6 of 6 agree within rounding",
                    "EFFECT_SMCC standard error and interval: 2 of 2 agree within rounding",
                    "EFFECT_SMCRH standard error and interval: 2 of 2 agree within rounding",
                    "POOLED_CHANGE_SD as POOLED_CHANGE over BASELINE_SD, with interval: 2 of 2 agree within rounding",
                }
            )
        );
        Assert.That(
            said,
            Does.Contain("Not recomputed, as that needs the protected data: BASELINE_SD, NO_RELIABLE_CHANGE, POOLED_CHANGE, REFERRALS, ")
        );
    }

    [Test]
    public void Recompute_MeasuresOfManySizesAndSpreads_NeverDisagrees()
    {
        const int Measures = 400;
        var given = 0;

        var (code, said) = Run(
            cells =>
            {
                given = cells
                    .Split('\n')
                    .Count(line => line.Contains(",EFFECT_SMCC,", StringComparison.Ordinal) && !CannotBeRecomputed(line));
                return cells;
            },
            InventedRelease.OfMany(Measures)
        );

        Assert.That(code, Is.Zero, said);
        // Of a few small ones the policy withholds the figure, or how many families are behind it.
        Assert.That(given, Is.InRange(Measures * 9 / 10, Measures));
        Assert.That(
            said,
            Does.Contain($"EFFECT_SMCC standard error and interval: {given} of {given}")
                .And.Contain($"EFFECT_SMCRH standard error and interval: {given} of {given}")
        );
    }

    private static bool CannotBeRecomputed(string line) =>
        line.Contains(",c,", StringComparison.Ordinal) || line.Contains(" or more", StringComparison.Ordinal);

    // The HADS lines of 240 pairs: one digit changed in each kind of figure.
    [TestCase(",RISK_SHARE,", ",63,PERCENT,", ",64,PERCENT,", "RISK_SHARE and its Wilson interval: 2 of 3")]
    [TestCase(",MEAN_FIRST,", ",12.9,", ",13.0,", "MEAN_FIRST t interval: 1 of 2")]
    [TestCase(",EFFECT_SMCC,", ",0.68,SD,", ",0.74,SD,", "EFFECT_SMCC standard error and interval: 1 of 2")]
    [TestCase(",EFFECT_SMCRH,", ",0.70,SD,", ",0.75,SD,", "EFFECT_SMCRH standard error and interval: 1 of 2")]
    [TestCase(",POOLED_CHANGE_SD,", ",0.70,SD,", ",0.80,SD,", "POOLED_CHANGE_SD as POOLED_CHANGE over BASELINE_SD, with interval: 1 of 2")]
    public void Recompute_OneDigitChanged_NamesItAndFails(string statistic, string from, string to, string expected)
    {
        var (code, said) = Run(cells =>
        {
            var lines = cells.Split('\n');
            var place = Array.FindIndex(
                lines,
                line => line.Contains(statistic, StringComparison.Ordinal) && line.Contains(from, StringComparison.Ordinal)
            );
            Assert.That(place, Is.Positive, "No such line to change.");
            lines[place] = lines[place].Replace(from, to, StringComparison.Ordinal);
            return string.Join('\n', lines);
        });

        Assert.That(code, Is.EqualTo(1));
        Assert.That(said, Does.Contain(expected).And.Contain("1 figures disagree."));
    }

    private static (int Code, string Said) Run(Func<string, string> change, FrozenRelease? release = null)
    {
        var folder = Directory.CreateTempSubdirectory("portal-bundle-");
        try
        {
            using (
                var archive = new ZipArchive(
                    new MemoryStream(
                        ReleaseBundle.Zip(release ?? InventedRelease.Frozen, DisclosurePolicy.Sdc1, MeasureCatalogue.Published)
                    )
                )
            )
                archive.ExtractToDirectory(folder.FullName);
            var cells = Path.Combine(folder.FullName, "cells.csv");
            File.WriteAllText(cells, change(File.ReadAllText(cells)));
            using var process = Process.Start(
                new ProcessStartInfo("Rscript", [Path.Combine(folder.FullName, "recompute.R")])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var errors = process.StandardError.ReadToEndAsync();
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, said + errors.GetAwaiter().GetResult());
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
