using System.Text.Json.Serialization;
using Portal.Analytics;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;
using Portal.Api.Answers;
using Portal.Api.Calculator;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Api.Releases.Published;

namespace Portal.Api.Workspace;

/// <summary>A service in the analysis.</summary>
/// <param name="N">Families with both scores, to the nearest 5.</param>
/// <param name="Effect">Mean change in points with one decimal, positive being better; <c>null</c> when nearly all changed alike.</param>
/// <param name="HeldFrom">The earlier release whose figures are kept.</param>
/// <remarks>Its moderators are not given: a share of twelve families is a count of few.</remarks>
public sealed record AnalysedService(string Service, string ServiceName, int N, double? Effect, string? Subgroup, string? HeldFrom);

/// <summary>Families of all services in one band, as the release has it.</summary>
/// <param name="N">To the nearest 5; <c>null</c> when the release withholds the band.</param>
/// <param name="MeanImprovement">Of all families as one sample, in points.</param>
public sealed record AnalysedBand(string Code, string Label, int? N, IntervalEstimate? MeanImprovement, string? Reason);

/// <summary>
/// Subgroups and moderators of change on one measure: internal, not for publication. It uses the moments of a frozen release.
/// </summary>
/// <param name="Others">What the services that are not named have in it; <c>null</c> when they stay out.</param>
/// <param name="Released">What the release says of the measure; <c>null</c> when its figures are not open or it has none.</param>
public sealed record NetworkAnalysis(
    string Mark,
    string Release,
    Quarter Quarter,
    Month From,
    Month Before,
    string Measure,
    string Subscale,
    string Name,
    string? By,
    IReadOnlyList<string> Moderators,
    IReadOnlyList<AnalysedService> Services,
    OtherServices? Others,
    PooledLine? Pooled,
    SubgroupsLine? Subgroups,
    IReadOnlyList<AnalysedBand>? Bands,
    ModeratorsLine? Regression,
    ReleasedOutcome? Released,
    IReadOnlyDictionary<string, string> Reasons
)
{
    /// <summary>Why services that are not named are in no subgroup: they are a mixture, and a group of few would be them.</summary>
    public const string OthersNotCompared = "OTHERS_NOT_COMPARED";

    /// <summary>With fewer services, a subgroup is described by its services and not pooled by itself.</summary>
    public const int FewestPooledAlone = 3;

    /// <summary>The window as the workspace names it, such as R12:2025-Q4.</summary>
    [JsonIgnore]
    public WorkspaceWindow Window => new(Quarter.Of(Before.Plus(-1)));

    /// <summary>Reads the moments and analyses them.</summary>
    /// <returns>404 for a release that is not frozen; 409 when there is none yet.</returns>
    public static Task<Answer<NetworkAnalysis>> ReadAsync(
        PortalDatabase database,
        AnalysisQuestion question,
        CancellationToken cancellation
    ) =>
        WorkspaceQuestion.AnswerAsync(
            database,
            new WorkspaceQuery { Release = question.Release },
            async (transaction, found) =>
            {
                var year = ReleaseLattice.FinancialYear(found.Snapshot.Quarter);
                var asked = found with
                {
                    Window = question.IsFinancialYear ? new WorkspaceWindow(Quarter.Of(year.Before.Plus(-1))) : found.Window,
                    Measure = question.Measure.Code,
                    Subscale = question.Measure.Subscale,
                };
                var parts = await WorkspacePartReading.OutcomesAsync(transaction, asked, cancellation);
                var groups = await ServiceGroup.ReadAsync(
                    transaction,
                    asked.Snapshot.Id,
                    question.Measure,
                    asked.Window.Months,
                    cancellation
                );
                return Of(question, asked, parts, groups, await ContentAsync(database, asked, cancellation));
            },
            cancellation
        );

    private static Answer<NetworkAnalysis> Of(
        AnalysisQuestion question,
        WorkspaceQuestion asked,
        IReadOnlyList<WorkspacePart<FrozenPairs>> parts,
        IReadOnlyList<ServiceGroup> groups,
        FrozenRelease? content
    )
    {
        var bands = question is { By: { } by, IsByService: false }
            ? AnalysedBands.Of(content, question.Measure, by, ReleaseLattice.FinancialYear(asked.Snapshot.Quarter))
            : null;
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var byService = groups.ToLookup(group => group.Service);
        var entering = parts
            .Where(part => part.Figures is not null)
            .Select(part => new Contributor(
                part,
                part.Figures!.Pairs,
                part.IsNamed ? question.SubgroupOf(part.Service) : null,
                [.. byService[part.Service.Code]]
            ))
            .ToArray();
        var studies = Studies(question.Measure, entering);
        var measured = entering.Where(one => studies.ContainsKey(one.Code)).ToArray();
        StudyEstimate[] inOrder = [.. measured.Select(one => studies[one.Code])];
        var pooled = Pool(inOrder, reasons);
        var families = WorkspacePrint.Families(measured.Sum(one => one.Pairs.N));
        var named = measured.Where(one => one.Part.IsNamed).ToArray();
        var others = measured.Where(one => !one.Part.IsNamed).ToArray();
        if (question.IsByService && others.Length > 0)
            reasons["others"] = OthersNotCompared;
        if (bands is [{ Reason: AnalysedBands.NotOpened }, ..])
            reasons["bands"] = AnalysedBands.NotOpened;
        return new NetworkAnalysis(
            WorkspacePrint.Mark,
            asked.Snapshot.Id,
            asked.Snapshot.Quarter,
            asked.Window.Months.From,
            asked.Window.Months.Before,
            question.Measure.Code,
            question.Measure.Subscale,
            question.Measure.FullName,
            question.By,
            [.. question.Moderators.Select(moderator => moderator.Code)],
            [.. named.Select(one => LineOf(question.Measure, one))],
            others.Length == 0 ? null : new OtherServices(others.Length, WorkspacePrint.Families(others.Sum(one => one.Pairs.N)), null),
            pooled is null ? null : WorkspacePrint.Figures(PooledLine.Of(pooled, families, "POINTS", "POOLED", null)),
            question.IsByService
                ? Compare([.. named.Select(one => studies[one.Code])], [.. named.Select(one => one.Subgroup!)], reasons)
                : null,
            bands,
            question.Moderators.Count == 0
                ? null
                : ServiceModerators.Regress(
                    question.Moderators,
                    [.. measured.Select(one => new ModeratedService(studies[one.Code], one.Pairs, one.Groups))],
                    reasons
                ),
            content is null ? null : ReleasedOutcome.Of(content, question.Measure, asked.Window.Months),
            reasons
        );
    }

    // A draft's figures count as open only when somebody has opened them.
    private static async Task<FrozenRelease?> ContentAsync(
        PortalDatabase database,
        WorkspaceQuestion asked,
        CancellationToken cancellation
    ) => (await OpenRelease.PreviewAsync(database, asked.Snapshot.Id, cancellation)).IsGiven(out var release) ? release.Content : null;

    private sealed record Contributor(
        WorkspacePart<FrozenPairs> Part,
        PairedMoments Pairs,
        string? Subgroup,
        IReadOnlyList<ServiceGroup> Groups
    )
    {
        public string Code => Part.Service.Code;
    }

    private static AnalysedService LineOf(Measure measure, Contributor one) =>
        new(
            one.Code,
            one.Part.Service.Name,
            WorkspacePrint.Families(one.Pairs.N),
            WorkspacePrint.Mean(measure, one.Part.Figures!)?.Mean,
            one.Subgroup,
            one.Part.HeldFrom
        );

    private static Dictionary<string, StudyEstimate> Studies(Measure measure, IReadOnlyList<Contributor> contributors)
    {
        var within = PooledWithinVariance.Of(contributors.Select(one => new ServiceMoments(one.Code, one.Pairs)));
        var sign = measure.Sign ?? 1;
        return within is Estimated<PooledWithinVariance>.Defined { Value: var found }
            ? found.Studies.ToDictionary(study => study.Label, study => study with { Effect = sign * study.Effect })
            : [];
    }

    private static PooledResult? Pool(StudyEstimate[] studies, SortedDictionary<string, string> reasons)
    {
        if (studies.Length > 0 && MetaAnalysis.Fit(studies, PoolingOptions.OfRecord).TryGet(out var pooled))
            return pooled;
        reasons["pooled"] = Codes.Of(studies.Length == 0 ? UndefinedBecause.NoCases : UndefinedBecause.NotEstimable);
        return null;
    }

    private static SubgroupsLine? Compare(StudyEstimate[] studies, string[] subgroups, SortedDictionary<string, string> reasons)
    {
        if (subgroups.Distinct(StringComparer.Ordinal).Count() >= 2)
            return WorkspacePrint.Figures(Described(CompareSubgroups.Run(studies, subgroups, PoolingOptions.OfRecord)));
        reasons["subgroups"] = "ONE_SUBGROUP";
        return null;
    }

    private static SubgroupsLine Described(SubgroupsLine found)
    {
        var groups = found.SeparateTau2.Groups.Where(group => group.Pooled.K >= FewestPooledAlone).ToArray();
        return groups.Length == found.SeparateTau2.Groups.Count ? found : found with { SeparateTau2 = new SeparateTau2Line(groups, null) };
    }
}
