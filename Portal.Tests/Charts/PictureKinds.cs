using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;
using Portal.Analytics.Charts.Bars;
using Portal.Analytics.Charts.Board;
using Portal.Analytics.Charts.Compared;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Forest;
using Portal.Analytics.Charts.Plots;
using Portal.Analytics.Charts.Released;
using Portal.Analytics.Charts.Risks;

namespace Portal.Tests.Charts;

/// <summary>What one kind of picture has to say in visible words, as patterns; <c>null</c> where it shows no such thing.</summary>
/// <param name="Chart">The class that draws it.</param>
/// <param name="Example">An invented one.</param>
/// <param name="N">How many it is about.</param>
/// <param name="Better">Which side is better: wherever it shows an outcome.</param>
/// <param name="Paired">Families with both scores of those that could have them: wherever it shows change.</param>
/// <param name="Interval">The rule of its interval or limits.</param>
internal sealed record PictureKind(
    Type Chart,
    Func<ChartLayout, DrawnPicture> Example,
    string N,
    string? Better = null,
    string? Paired = null,
    string? Interval = null
)
{
    /// <summary>How many marks it draws; by default what has a tip.</summary>
    public Func<XElement, int> Marks { get; init; } = picture => picture.All("g").Count;

    /// <summary>As its ids begin with: OwnFunnelChart draws own-funnel.</summary>
    public string Name => Regex.Replace(Chart.Name[..^"Chart".Length], "(?<!^)[A-Z]", "-$0").ToLowerInvariant();
}

/// <summary>Every kind of picture that the portal draws with a table of its own, and what each has to say.</summary>
internal static class PictureKinds
{
    private const string Extremes = @"(?i)\b(min|max|minimum|maximum|lowest|highest|smallest|largest|youngest|oldest)\b";
    private const string BothOf = @"\d of [\d,]+ families with both scores";

    internal static readonly IReadOnlyList<PictureKind> All =
    [
        new(
            typeof(TrendChart),
            layout => TrendChart.Draw(InventedTrends.Trend, layout),
            @"\d (of [\d,]+ )?(families|referrals)",
            "(Up|Down|Neither up nor down) is better",
            // The analysts' releases hold no number of those who could have scores.
            @"\d of [\d,]+ families|\d families with both scores",
            "The band holds what chance alone would bring|no limits are drawn|The band is the 95 % interval"
        )
        {
            Marks = picture => picture.All("ellipse").Count(dot => dot.Attribute("fill")!.Value == "#0b5563"),
        },
        new(
            typeof(PrePostChart),
            layout => PrePostChart.Draw(InventedTrends.PrePost, layout),
            BothOf,
            "(Up|Down) is better",
            BothOf,
            @"\(95 % interval"
        )
        {
            Marks = picture => picture.All("ellipse").Count + picture.Paths("fill", "#4f929e").Count,
        },
        new(
            typeof(ScatterChart),
            layout => ScatterChart.Draw(InventedScatter.Services, layout),
            @"\d named services",
            "up = better",
            "families with both",
            "95 % limits"
        )
        {
            Marks = picture => picture.All("ellipse").Count(dot => dot.Attribute("fill")!.Value == "#0b5563"),
        },
        new(
            typeof(OwnFunnelChart),
            layout => OwnFunnelChart.Draw(InventedReleasedPictures.Funnel, layout),
            BothOf,
            "up = better",
            BothOf,
            "Dashed lines: 95 % limits.*99.8 % limits"
        ),
        new(
            typeof(RisksTogetherChart),
            layout => RisksTogetherChart.Draw(InventedRisksTogether.Ten, layout),
            @"\d referrals, [\d,]+ with risks assessed"
        ),
        new(
            typeof(OutcomeBoardChart),
            layout => OutcomeBoardChart.Draw(InventedTrends.Board, layout),
            @"\d of \d",
            "better \u2192|(?i)right is better",
            @"\d of \d.*dark with both scores",
            "95 % interval"
        ),
        new(
            typeof(ForestChart),
            layout => ForestChart.Draw(InventedPictures.Forest, layout),
            @"\d families",
            "better",
            // The analysts' releases hold no number of those who could have scores.
            "families with both",
            "95 % intervals"
        ),
        new(
            typeof(ReferralRisksChart),
            layout => ReferralRisksChart.Draw(InventedPictures.Risks, layout),
            @"of \d",
            Interval: @"95 % \(Wilson\) intervals"
        ),
        new(typeof(StackedBarsChart), layout => StackedBarsChart.Draw(InventedBarPictures.Answers, layout), @"\d forms"),
        new(typeof(CountBarsChart), layout => CountBarsChart.Draw(InventedBarPictures.Work, layout), @"\d (session|contact|referral)"),
        new(typeof(PartsChart), layout => PartsChart.Draw(InventedFamilyPictures.Ages, layout), @"n \d"),
        new(
            typeof(StartToEndChart),
            layout => StartToEndChart.Draw(InventedMoves.Together, layout),
            @"n \d",
            "neither way is better",
            @"n \d+(; \d+ not recorded)?",
            null
        ),
        new(typeof(FlowChart), layout => FlowChart.Draw(InventedFamilyPictures.Way, layout), @"\d referrals"),
        new(
            typeof(ReleasedRisksChart),
            layout => ReleasedRisksChart.Draw(InventedReleasedPictures.Risks, layout),
            @"of \d",
            Interval: @"95 % \(Wilson\) intervals"
        ),
        new(
            typeof(ReleasedChangesChart),
            layout => ReleasedChangesChart.Draw(InventedReleasedPictures.Changes, layout),
            @"Families.*\d",
            "right = better",
            @"\d \(\d+ %\).*those with both scores; in brackets, their share of those with a first score",
            @"\[95 % interval\]"
        ),
        new(
            typeof(ComparedChangesChart),
            layout => ComparedChangesChart.Draw(InventedReleasedPictures.Compared, layout),
            @"\d of \d",
            "better \u2192|(?i)right is better",
            @"\d of \d",
            "95 % interval"
        ),
        new(
            typeof(ComparedRisksChart),
            layout => ComparedRisksChart.Draw(InventedReleasedPictures.ComparedRisks, layout),
            @"% of \d",
            "neither good nor bad",
            null,
            @"95 % \(Wilson\) interval"
        ),
    ];

    /// <summary>Asserts what every picture of its kind has to say.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="rows">Rows of its table.</param>
    /// <param name="what">Which one, for the message.</param>
    /// <param name="showsChange">Whether its rule about families with both scores holds: not for a trend of referrals.</param>
    internal static void Check(string svg, int rows, string what, bool showsChange = true)
    {
        var picture = SvgText.Read(svg);
        var id = picture.Attribute("aria-labelledby")!.Value.Split(' ')[0];
        var kind = All.Single(one => Regex.IsMatch(id, $"^{one.Name}-[0-9a-f]{{8}}-title$"));
        var words = string.Join(' ', picture.Words());
        var marks = kind.Marks(picture);
        Assert.Multiple(() =>
        {
            Assert.That(picture.Title(), Is.Not.Empty, what);
            Assert.That(words, Does.Contain(picture.Title()), $"{what}: title");
            Assert.That(words, Does.Match(kind.N), $"{what}: n");
            if (kind.Better is { } better)
                Assert.That(words, Does.Match(better), $"{what}: which side is better");
            else
                Assert.That(words, Does.Not.Match(@"\bbetter\b"), $"{what}: an outcome has to be declared");
            if (kind.Paired is { } paired && showsChange)
                Assert.That(words, Does.Match(paired), $"{what}: both scores, of how many");
            if (kind.Interval is { } interval)
                Assert.That(words, Does.Match(interval), $"{what}: the rule of the interval");
            else
                Assert.That(words, Does.Not.Match("interval|limits"), $"{what}: an interval has to be declared");
            Assert.That(Caveat(picture), Is.Not.Empty, $"{what}: caveat");
            Assert.That(marks, Is.InRange(1, rows), $"{what}: a row of the table for each mark");
            Assert.That(words, Does.Not.Match(Extremes), what);
            Assert.That(picture.Description(), Does.Not.Match(Extremes), what);
        });
    }

    /// <summary>Asserts that a table gives no single family away by its ends.</summary>
    internal static void CheckHeadings(IEnumerable<string> headings, string what) =>
        Assert.That(headings, Has.All.Not.Match(Extremes), what);

    // The words beside the rule at the foot.
    private static string Caveat(XElement picture) =>
        string.Join(
            ' ',
            picture
                .All("rect")
                .Last(box => box.Attribute("fill")!.Value == "#b4532a" && box.Attribute("width")!.Value == "4")
                .ElementsAfterSelf()
                .Select(text => text.Value)
        );
}
