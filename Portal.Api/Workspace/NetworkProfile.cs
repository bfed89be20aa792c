using System.Text.Json.Serialization;
using Portal.Analytics.Proportions;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Making;

namespace Portal.Api.Workspace;

/// <summary>The profile of one named service in the analyst's workspace.</summary>
/// <param name="HeldFrom">The earlier release whose counts are kept.</param>
public sealed record ServiceProfileLine(string Service, string ServiceName, WorkspaceProfile Profile, string? HeldFrom);

/// <summary>
/// Who is referred to the services that opted in to being pooled, from a frozen release, for the analyst's workspace: internal, not for
/// publication.
/// </summary>
/// <param name="NotOptedIn">Services with referrals in the window that did not opt in for each of its calendar years; they are named and
/// counted only here.</param>
/// <param name="Network">The families of all services that enter, together. Each risk has the share at the median service beside the share
/// of all families.</param>
/// <param name="Others">How many services enter unnamed.</param>
/// <param name="Withheld">Services that are not named.</param>
public sealed record NetworkProfile(
    string Mark,
    string Release,
    string Window,
    Month From,
    Month Before,
    int NotOptedIn,
    WorkspaceProfile Network,
    int Others,
    IReadOnlyList<ServiceProfileLine> Services,
    IReadOnlyList<WithheldService> Withheld
)
{
    /// <summary>The window in months.</summary>
    [JsonIgnore]
    public Periods.Window Months => new(From, Before);

    /// <summary>Reads and protects.</summary>
    /// <returns>Refusals as in <see cref="WorkspaceQuestion"/>.</returns>
    public static Task<Answer<NetworkProfile>> ReadAsync(PortalDatabase database, WorkspaceQuery query, CancellationToken cancellation) =>
        WorkspaceQuestion.AnswerAsync(
            database,
            query,
            async (transaction, question) =>
                Of(
                    question,
                    await WorkspacePartReading.ProfileAsync(transaction, question, cancellation),
                    !string.IsNullOrEmpty(query.Model)
                ),
            cancellation
        );

    private static Answer<NetworkProfile> Of(WorkspaceQuestion question, IReadOnlyList<WorkspacePart<FrozenCounts>> parts, bool withModel)
    {
        var entering = parts.Where(part => part.Figures is not null).ToArray();
        var counts = entering.Select(part => part.Figures!).ToArray();
        var pooled = CareCodes
            .Risk.Codes.Select((risk, place) => (risk.Value, Place: place))
            .AsParallel()
            .AsOrdered()
            .Select(risk =>
                (
                    Code: risk.Value,
                    Share: PooledShare.Of(
                        [
                            .. counts.Select(one => new EventCount(
                                risk.Value,
                                one.Present[risk.Place],
                                one.Present[risk.Place] + one.Absent[risk.Place]
                            )),
                        ],
                        withModel
                    )
                )
            )
            .ToDictionary(one => one.Code, one => WorkspacePrint.Figures(one.Share));
        var months = question.Window.Months;
        return new NetworkProfile(
            WorkspacePrint.Mark,
            question.Snapshot.Id,
            question.Window.Code,
            months.From,
            months.Before,
            parts.Count(part => !part.OptedIn),
            WorkspaceProfile.Of(counts.Aggregate(WorkspaceProfile.Nobody, WorkspaceProfile.Sum), code => pooled[code]),
            entering.Count(part => !part.IsNamed),
            [
                .. entering
                    .Where(part => part.IsNamed)
                    .Select(part => new ServiceProfileLine(
                        part.Service.Code,
                        part.Service.Name,
                        WorkspaceProfile.Of(part.Figures!),
                        part.HeldFrom
                    )),
            ],
            [
                .. parts
                    .Where(part => part.OptedIn && !part.IsNamed)
                    .Select(part => new WithheldService(part.Service.Code, part.Service.Name, "TOO_FEW_OR_TOO_NEAR")),
            ]
        );
    }
}
