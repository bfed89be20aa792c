using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.Planning;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Published;
using Portal.Api.Workspace;

namespace Portal.Api.Planning;

/// <summary>What can be told with as many families in each service.</summary>
/// <param name="Families">Families with both scores in each service.</param>
/// <param name="Started">Families who must begin for that, at the completion of the plan; <c>null</c> when it is not known.</param>
/// <param name="Today">Half the width of the interval with as many services as the network has, in points or as a fraction.</param>
/// <param name="Services">Services needed for the margin; <c>null</c> when more than 500.</param>
/// <param name="Together">Their families together.</param>
public sealed record PlannedRow(int Families, int? Started, double Today, int? Services, int? Together);

/// <summary>What a comparison of two groups of families needs.</summary>
/// <param name="Smaller">The smaller group as a share of both, a fraction.</param>
/// <param name="Today">Half the width of the interval with all families of the network, in points.</param>
/// <param name="Families">Families of both groups and all services for the margin.</param>
public sealed record PlannedGroups(double Smaller, double Today, long Families);

/// <summary>
/// How many families and services it takes until an interval is as narrow as wanted, and what the network can tell today: internal, not for
/// publication. It is made from figures that the workspace prints, and tells no more than they do.
/// </summary>
/// <param name="Services">Services in the model of the measure.</param>
/// <param name="Families">Their families with both scores, to the nearest 5.</param>
/// <param name="BetweenSd">SD of the true means of services, in points.</param>
/// <param name="WithinSd">SD of change between families of one service, in points.</param>
/// <param name="Icc">Share of the variance that lies between services, a fraction.</param>
/// <param name="Completion">
/// Share of families with both scores, a fraction: typed, or of the release; <c>null</c> when it is not known.
/// </param>
/// <param name="HalfWidth">Half the width of today's interval of the mean, in points.</param>
/// <param name="Detectable">The smallest mean change that four of five such networks would tell from none, in points.</param>
/// <param name="Margin">Half the width that is wanted, in points.</param>
/// <param name="FamiliesNeeded">
/// Families in each of today's services for the margin; <c>null</c> when no number suffices, since the services differ too much.
/// </param>
public sealed record NetworkPlan(
    string Mark,
    string Release,
    string Window,
    Month From,
    Month Before,
    string Measure,
    string Subscale,
    string Name,
    int Services,
    int Families,
    double BetweenSd,
    double WithinSd,
    double Icc,
    double? Completion,
    double HalfWidth,
    double Detectable,
    double Margin,
    int? FamiliesNeeded,
    IReadOnlyList<PlannedRow> Mean,
    double Share,
    double ShareMargin,
    IReadOnlyList<PlannedRow> Shares,
    IReadOnlyList<PlannedGroups> Groups
)
{
    /// <summary>Two services tell next to nothing of how services differ.</summary>
    public static readonly Refusal TooFew = new(
        StatusCodes.Status409Conflict,
        "TOO_FEW_SERVICES",
        "Fewer than three services have enough families with both scores of this measure. Choose another measure or other months."
    );

    private static readonly int[] Sizes = [5, 10, 20, 30, 50, 100];
    private static readonly double[] SmallerGroups = [0.5, 0.25, 0.1];

    /// <summary>Reads the variances of the measure and plans.</summary>
    /// <returns>Refusals as of the workspace, and <see cref="TooFew"/>.</returns>
    public static async Task<Answer<NetworkPlan>> ReadAsync(PortalDatabase database, PlanQuestion question, CancellationToken cancellation)
    {
        var query = new WorkspaceQuery
        {
            Release = question.Release,
            Window = question.Window,
            Measure = question.Measure.Code,
            Subscale = question.Measure.Subscale,
        };
        var read = await NetworkOutcomes.ReadAsync(database, query, cancellation);
        if (!read.IsGiven(out var network, out var refusal))
            return refusal;
        var found = network.Outcomes.FirstOrDefault(one =>
            one.Measure == question.Measure.Code && one.Subscale == question.Measure.Subscale
        );
        if (found is null || !CanPlan(found) || found.WholeSample.OneStage is not { } fit)
            return TooFew;
        var completion = question.Completion ?? await CompletionAsync(database, question, network, cancellation);
        return WorkspacePrint.Figures(Of(question, network, fit, completion));
    }

    /// <summary>Whether the spread between and within services is known well enough to plan with.</summary>
    public static bool CanPlan(NetworkMeasure measure) => measure.WholeSample.OneStage is { K: >= 3, ResidualVariance: > 0 };

    private static NetworkPlan Of(PlanQuestion question, NetworkOutcomes network, OneStageLine fit, double? completion)
    {
        var mean = new PlannedMean(fit.Tau2, fit.ResidualVariance);
        var share = new PlannedShare(question.Share.Expected, fit.Icc);
        var each = (double)fit.N / fit.K;
        return new NetworkPlan(
            WorkspacePrint.Mark,
            network.Release,
            network.Window,
            network.From,
            network.Before,
            question.Measure.Code,
            question.Measure.Subscale,
            question.Measure.FullName,
            fit.K,
            fit.N,
            Math.Sqrt(fit.Tau2),
            Math.Sqrt(fit.ResidualVariance),
            fit.Icc,
            completion,
            mean.HalfWidth(fit.K, each),
            mean.Detectable(fit.K, each),
            question.Margin,
            mean.FamiliesNeeded(fit.K, question.Margin),
            [.. Sizes.Select(size => Row(size, mean.HalfWidth(fit.K, size), mean.ServicesNeeded(size, question.Margin)))],
            question.Share.Expected,
            question.Share.Margin,
            [.. Sizes.Select(size => Row(size, share.HalfWidth(fit.K, size), share.ServicesNeeded(size, question.Share.Margin)))],
            [
                .. SmallerGroups
                    .Select(smaller => (Smaller: smaller, Plan: new PlannedContrast(fit.ResidualVariance, smaller)))
                    .Select(one => new PlannedGroups(one.Smaller, one.Plan.HalfWidth(fit.N), one.Plan.FamiliesNeeded(question.Margin))),
            ]
        );

        PlannedRow Row(int size, double today, int? services) =>
            new(size, completion is { } reached ? (int)Math.Ceiling(size / reached) : null, today, services, services * size);
    }

    // A share of the release is in per cent, protected like all of its figures, and stands for the families of all services.
    private static async Task<double?> CompletionAsync(
        PortalDatabase database,
        PlanQuestion question,
        NetworkOutcomes network,
        CancellationToken cancellation
    ) =>
        (await OpenRelease.PreviewAsync(database, network.Release, cancellation)).IsGiven(out var release)
            ? release
                .Content
                ?[
                    new CellAddress(
                        ReleaseLattice.Outcome,
                        question.Measure.Code,
                        question.Measure.Subscale,
                        Statistics.Completion,
                        ReleaseLattice.Network,
                        ReleaseLattice.None,
                        "",
                        network.From.ToString(),
                        network.Before.ToString()
                    )
                ]
                .ValueOrNull
                ?.Value / 100
            : null;
}
