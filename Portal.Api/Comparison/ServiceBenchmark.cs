using System.Text.Json.Nodes;
using Portal.Analytics.Comparison;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Api.Releases.Published;

namespace Portal.Api.Comparison;

/// <summary>
/// A service beside the network, for its own screen: its exact figures as they were when the release was made, and released cells of the
/// others. No rows are read, so the comparison does not change until the next release.
/// </summary>
/// <param name="Measures">Pooled measures of which the service has first scores, in reading order.</param>
/// <param name="NotPooled">Names of measures that the service uses and that are never pooled.</param>
public sealed record ServiceBenchmark(
    string Mark,
    BenchmarkRelease Release,
    int Referrals,
    IReadOnlyList<BenchmarkMeasure> Measures,
    IReadOnlyList<string> NotPooled,
    IReadOnlyList<BenchmarkRisk> Risks
)
{
    /// <summary>Drawn inside pictures and shown on pages.</summary>
    public const string OwnMark = "Internal, small numbers";

    /// <summary>Code of the refusal when the service is not part of the release.</summary>
    public const string OptInMissing = "OPT_IN_MISSING";

    /// <summary>Reads the comparison of a service.</summary>
    /// <param name="release">Id of a release; <c>latest</c> or nothing for the latest one.</param>
    /// <returns>404 for a release that is unknown or not published; 409 when the service is not part of it.</returns>
    public static async Task<Answer<ServiceBenchmark>> ReadAsync(
        PortalDatabase database,
        Service service,
        string? release,
        CancellationToken cancellation
    )
    {
        var opened = await OpenRelease.PublishedAsync(database, string.IsNullOrEmpty(release) ? OpenRelease.Latest : release, cancellation);
        if (!opened.IsGiven(out var found))
            return Refusal.NotFound;
        var window = ReleaseLattice.Headline(found.Release.Quarter);
        if (await OpenRelease.PartHashAsync(database, service, found.Release.Id, cancellation) is not { } hash)
            return Missing(window);
        // What is frozen never changes, and its hash says which it is.
        var kept = await database.Kept.ReadAsync(
            (service.Id, found.Release, hash),
            async () =>
                await OpenRelease.PartAsync(database, service, found.Release.Id, cancellation) is { } part ? Of(found, part, window) : null
        );
        return kept is null ? Missing(window) : kept;
    }

    private static ServiceBenchmark Of(OpenedRelease found, OpenedPart part, Window window)
    {
        var used = MeasureOrder
            .InOrder(part.Own.Measures.Where(own => own.FirstScores > 0), own => (own.Measure, own.Subscale))
            .ToLookup(one => IsPooled(one.Measure));
        return new ServiceBenchmark(
            OwnMark,
            Facts(found, window),
            part.Own.Referrals,
            [.. used[true].Select(one => Line(one.Measure, one.Item, found.Content, part.Content, window))],
            [.. used[false].Select(one => one.Measure.FullName)],
            [.. part.Own.Risks.Select(risk => Line(risk, found.Content, window))]
        );
    }

    /// <summary>The twelve months of the comparison.</summary>
    public Window Window() => new(Release.From, Release.Before);

    private static bool IsPooled(Measure measure) => measure is { Sign: not null, EffectSize: true };

    private static Refusal Missing(Window window) =>
        new(
            StatusCodes.Status409Conflict,
            OptInMissing,
            $"Your service has no part in this release, which covers {window.Words}: when it was made, "
                + "your service had not opted in for each calendar year of these months. "
                + "A lead of your service can opt in under \"Being part of the network\"; "
                + "the next release then includes your families and the comparison."
        );

    private static BenchmarkRelease Facts(OpenedRelease found, Window window)
    {
        var release = found.Release;
        var policy = (string?)JsonNode.Parse(found.Content.Head)!["policy"] ?? "";
        return new BenchmarkRelease(
            release.Id,
            release.Quarter,
            window.From,
            window.Before,
            policy,
            release.ContentHash,
            release.FrozenAt,
            release.PublishedAt,
            release.Note,
            release.Corrects
        );
    }

    private static BenchmarkMeasure Line(Measure measure, OwnMeasure own, FrozenRelease network, FrozenRelease part, Window window)
    {
        CellAddress At(string statistic, string scope) =>
            new(
                ReleaseLattice.Outcome,
                measure.Code,
                measure.Subscale,
                statistic,
                scope,
                ReleaseLattice.None,
                "",
                window.From.ToString(),
                window.Before.ToString()
            );
        var rest = part[At(Statistics.PooledChange, ReleaseLattice.Rest)];
        var completion = (double)own.Paired / own.FirstScores;
        // Without a pair there is no estimate; the number of pairs says so before anything looks at the estimate.
        var compared = NetworkComparison.OfChange(
            new OwnEstimate(own.Improvement ?? 0, own.StandardError ?? 0, own.Improvement is null ? 0 : own.Paired, completion),
            rest
        );
        return new BenchmarkMeasure(
            measure.Code,
            measure.Subscale,
            measure.FullName,
            measure.Construct,
            own.FirstScores,
            own.Paired,
            completion,
            own.Paired < MeasureFigures.LowPrecisionBelow,
            own.Improvement is { } change ? new IntervalEstimate(change, own.Low, own.High) : null,
            own.StandardError,
            rest,
            network[At(Statistics.PooledChange, ReleaseLattice.Network)],
            network[At(Statistics.Completion, ReleaseLattice.Network)],
            part[At(Statistics.AdjustedDifference, ReleaseLattice.Rest)],
            BenchmarkPosition.Of(compared),
            new BenchmarkReliable(
                own is { Paired: > 0, Reliable: { } counts } ? RatesOf(counts, own.Paired) : null,
                ReliableShares.Of(
                    network[At(Statistics.ReliablyImproved, ReleaseLattice.Network)],
                    network[At(Statistics.NoReliableChange, ReleaseLattice.Network)],
                    network[At(Statistics.ReliablyDeteriorated, ReleaseLattice.Network)],
                    network[At(Statistics.WithLastScore, ReleaseLattice.Network)],
                    network.Policy
                )
            )
        );
    }

    private static BenchmarkRates RatesOf(OwnReliable counts, int paired) =>
        new(Share.Among(counts.Improved, paired), Share.Among(counts.NoChange, paired), Share.Among(counts.Worsened, paired));

    private static BenchmarkRisk Line(OwnRisk own, FrozenRelease network, Window window)
    {
        var share = network[
            new CellAddress(
                ReleaseLattice.Profile,
                own.Code,
                "",
                Statistics.RiskShare,
                ReleaseLattice.Network,
                ReleaseLattice.None,
                "",
                window.From.ToString(),
                window.Before.ToString()
            )
        ];
        return new BenchmarkRisk(
            own.Code,
            CareCodes.Risk.Label(own.Code),
            Share.Among(own.Present, own.Known),
            share,
            BenchmarkPosition.Of(NetworkComparison.OfShare(own.Present, own.Known, share), 0.01)
        );
    }
}
