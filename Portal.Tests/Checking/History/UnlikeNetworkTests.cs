using System.Text;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.History;
using Portal.Api.Checking.Problems;
using Portal.Tests.Http;

namespace Portal.Tests.Checking.History;

/// <summary>A measure that a service sends for the first time, beside the network's release.</summary>
public sealed class UnlikeNetworkTests
{
    private static readonly Dictionary<(string, string), double> Network = new()
    {
        [("PHQ9", "")] = 14.1,
        [("WEMWBS", "")] = 42,
        [("SWEMWBS", "")] = 19.5,
        [("PBQ", "FACTOR1")] = 18,
    };

    // Sums entered as means, the short form under the long one's name, scores like the network's, and what cannot be judged.
    [TestCase("PHQ9,", "1 2 1 3 2 2 1 3", true)]
    [TestCase("PHQ9,", "9 12 14 16 11 8 15 13", false)]
    [TestCase("PHQ9,", "3 3 3 3 3 3 3 3", false, Description = "more than a fifth")]
    [TestCase("PHQ9,", "1 2 1 3 2 2 1", false, Description = "seven are too few")]
    [TestCase("WEMWBS,", "20 22 19 24 21 23 25 18", true)]
    [TestCase("WEMWBS,", "35 38 44 41 36 47 39 40", false)]
    [TestCase("WEMWBS,", "20 22 40 24 21 36 25 18", false, Description = "two do not fit the short form")]
    [TestCase("PBQ,FACTOR1", "15 17 19 20 21 16 18 22", false)]
    [TestCase("GAD7,", "1 1 1 1 1 1 1 1", false, Description = "the network does not say")]
    public void FirstUse_BesideTheNetwork(string measure, string scores, bool warns)
    {
        var found = Check(measure, scores, EarlierFacts.None with { NetworkMeans = Network });

        Assert.That(
            found.Problems.Select(problem => problem.Code),
            warns ? Does.Contain("score.unlike_network") : Does.Not.Contain("score.unlike_network")
        );
    }

    // From the second quarter on the service's own scores say what is usual.
    [Test]
    public void LaterUse_IsNotCompared() =>
        Assert.That(
            Check(
                "PHQ9,",
                "1 2 1 3 2 2 1 3",
                EarlierFacts.None with
                {
                    NetworkMeans = Network,
                    Scores = [new EarlierScore("C-OLD1", "PHQ9", "", "BASELINE", 0, "MOTHER", 0, 2)],
                }
            )
                .Problems.Select(problem => problem.Code),
            Does.Not.Contain("score.unlike_network")
        );

    private static CheckedExtract Check(string measure, string scores, EarlierFacts earlier)
    {
        var valid = SampleFiles.Valid()["cases.csv"].Split('\n');
        var values = scores.Split(' ');
        var names = values.Select((_, place) => $"N-{place + 2}K7Q4").ToArray();
        var cases = string.Join('\n', [valid[0], .. names.Select(name => valid[2].Replace("C-4M8TB", name, StringComparison.Ordinal)), ""]);
        var rows =
            "service_code,case_ref,measure,subscale,timepoint,week,respondent,score\n"
            + string.Concat(names.Zip(values, (name, score) => $"HARBOUR,{name},{measure},BASELINE,0,MOTHER,{score}\n"));
        return ExtractCheck.Run(
            Extract.Request,
            [new UploadedFile("cases.csv", Encoding.UTF8.GetBytes(cases)), new UploadedFile("scores.csv", Encoding.UTF8.GetBytes(rows))],
            earlier
        );
    }
}
