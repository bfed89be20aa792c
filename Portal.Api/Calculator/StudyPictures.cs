using System.Globalization;
using Portal.Analytics;
using Portal.Analytics.Charts.Plots;
using Portal.Analytics.Influence;
using Portal.Analytics.Pooling;

namespace Portal.Api.Calculator;

/// <summary>Pictures that show which studies stand out and how well the differences between them are known.</summary>
/// <remarks>
/// Source: docs/statistics.md, "Leave-one-out and influence". For pasted figures only: each picture gives every study away.
/// </remarks>
public static class StudyPictures
{
    private const string Caveat = "Made from the figures that were pasted; the portal keeps none of them.";
    private const string Effects = "effect, in the unit of the figures";

    /// <summary>The pictures that the number of studies allows, in the order in which they are read.</summary>
    /// <param name="request">Pooled before as <paramref name="found"/>.</param>
    public static IReadOnlyList<ScatterPicture> Of(MetaAnalysisRequest request, MetaAnalysisResult found)
    {
        StudyEstimate[] studies = [.. found.Studies.Select(study => new StudyEstimate(study.Label, study.Effect, study.Variance))];
        if (PoolFigures.Options(request) is not { } options || !MetaAnalysis.Fit(studies, options).TryGet(out var pooled))
            return [];
        var standing = found.Studies.Select(study => study.Influential == true).ToArray();
        return
        [
            .. Drawn(BaujatPlace.Of(pooled), places => Baujat(places, standing)),
            .. pooled.K >= 3 ? [Radial(pooled, standing)] : Array.Empty<ScatterPicture>(),
            .. Drawn(SubsetEstimate.All(pooled), Subsets),
            .. pooled.K >= 3 ? Drawn(Tau2Profile.Of(pooled), profile => Profile(pooled, profile)) : [],
            .. request.Moderators is { Names: [var name] } moderators && found.Moderators is { } line
                ? [Bubbles(name, [.. moderators.Rows!.Select(row => row[0])], found, line)]
                : Array.Empty<ScatterPicture>(),
        ];
    }

    private static IEnumerable<ScatterPicture> Drawn<T>(Estimated<T> figures, Func<T, ScatterPicture> draw) =>
        figures.Match<IEnumerable<ScatterPicture>>(found => [draw(found)], _ => []);

    private static ScatterPicture Baujat(IReadOnlyList<BaujatPlace> places, bool[] standing) =>
        new(
            "Which studies differ, and which move the answer",
            FormattableString.Invariant($"Baujat plot of {places.Count} studies"),
            "distance from the pooled effect: squared, in units of the study's own variance",
            "change of the pooled effect without the study: squared, in units of its variance",
            [
                .. places.Select(
                    (place, row) => new ScatterPoint(place.Label, place.Heterogeneity, place.Influence) { StandsOut = standing[row] }
                ),
            ],
            []
        )
        {
            Caveat = Caveat,
            HowToRead = "Far right: unlike the others. High up: the answer depends on it. Look first at what is both.",
            FromZero = (true, true),
        };

    private static ScatterPicture Radial(PooledResult pooled, bool[] standing)
    {
        var tau2 = pooled.Tau2.ValueOrNull() ?? 0;
        ScatterPoint[] points =
        [
            .. pooled.Studies.Select(
                (study, row) =>
                {
                    var precision = 1 / Math.Sqrt(study.Variance + tau2);
                    return new ScatterPoint(study.Label, precision, study.Effect * precision) { StandsOut = standing[row] };
                }
            ),
        ];
        var end = points.Max(point => point.X) * 1.05;
        const double reach = 1.959963984540054;
        return new(
            "Each study by its precision",
            FormattableString.Invariant($"Radial plot of {points.Length} studies"),
            "precision: one over the standard error, differences between studies included",
            "effect times precision",
            points,
            [
                new("the pooled effect", [(0, 0), (end, pooled.Estimate * end)]),
                new("where 95 of 100 studies would lie", [(0, reach), (end, pooled.Estimate * end + reach)]) { IsDashed = true },
                new("where 95 of 100 studies would lie", [(0, -reach), (end, pooled.Estimate * end - reach)]) { IsDashed = true },
            ]
        )
        {
            Caveat = Caveat,
            HowToRead = "The slope from the origin to a point is the study's effect. Precise studies are on the right.",
            FromZero = (true, true),
        };
    }

    // Equal places are drawn once, larger the more choices give them.
    private static ScatterPicture Subsets(IReadOnlyList<SubsetEstimate> subsets)
    {
        const int cells = 60;
        var (low, high) = (subsets.Min(one => one.Estimate), subsets.Max(one => one.Estimate));
        var step = high > low ? (high - low) / cells : 1;
        var places = subsets
            .GroupBy(one => (X: Math.Round((one.Estimate - low) / step), Y: Math.Round(one.I2 * cells)))
            .Select(group => (X: low + group.Key.X * step, Y: 100 * group.Key.Y / cells, Count: group.Count()))
            .ToArray();
        var most = places.Max(place => place.Count);
        return new(
            "What other choices of studies would say",
            string.Create(CultureInfo.InvariantCulture, $"All {subsets.Count:N0} choices of two studies or more (GOSH plot)"),
            Effects,
            "I², per cent",
            [.. places.Select(place => new ScatterPoint("", place.X, place.Y) { Area = 0.3 * place.Count / most })],
            []
        )
        {
            Caveat = Caveat,
            HowToRead = "One cloud: the answer does not hang on a few studies. Two clouds: some study, or a few, pull it to one side.",
            FromZero = (false, true),
        };
    }

    private static ScatterPicture Profile(PooledResult pooled, IReadOnlyList<Tau2Profile> profile)
    {
        var estimate = pooled.Tau2.ValueOrNull() ?? 0;
        return new(
            "How well each τ² fits",
            FormattableString.Invariant($"Profile of the restricted log likelihood of {pooled.K} studies"),
            "τ², the variance between studies",
            "log likelihood below its largest value",
            [new ScatterPoint("estimate", estimate, profile.MinBy(one => Math.Abs(one.Tau2 - estimate)).LogLikelihood)],
            [
                new("how well each value fits", [.. profile.Select(one => (one.Tau2, Math.Max(one.LogLikelihood, -8)))]),
                new("values above it fit well enough not to be ruled out", [(0, -1.92), (profile[^1].Tau2, -1.92)]) { IsDashed = true },
            ]
        )
        {
            Caveat = Caveat,
            HowToRead = "A flat curve: the figures hardly say how much studies differ.",
            FromZero = (true, true),
        };
    }

    private static ScatterPicture Bubbles(string name, double[] values, MetaAnalysisResult found, ModeratorsLine line)
    {
        var most = found.Studies.Max(study => study.Weight);
        var (intercept, slope) = (line.Coefficients[0].Estimate, line.Coefficients[1].Estimate);
        double[] ends = [values.Min(), values.Max()];
        return new(
            $"Effect by {name}",
            FormattableString.Invariant($"{values.Length} studies, larger with more weight"),
            name,
            Effects,
            [
                .. found.Studies.Select(
                    (study, row) =>
                        new ScatterPoint(study.Label, values[row], study.Effect)
                        {
                            Area = Math.Max(0.05, study.Weight / most),
                            StandsOut = study.Influential == true,
                        }
                ),
            ],
            [new("the effect that the moderator leads to expect", [.. ends.Select(end => (end, intercept + slope * end))])]
        )
        {
            Caveat = Caveat,
            HowToRead = "What goes together need not be cause and effect: services differ in more than one way.",
        };
    }
}
