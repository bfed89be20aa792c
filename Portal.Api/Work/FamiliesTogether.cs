using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Profiles;
using Portal.Api.Records;

namespace Portal.Api.Work;

/// <summary>How many went from one answer to another.</summary>
/// <param name="From">Code at the start.</param>
/// <param name="To">Code at the end.</param>
public sealed record Move(string From, string FromLabel, string To, string ToLabel, int Count);

/// <summary>A question that was asked at the start and at the end, of those for whom both are known.</summary>
/// <param name="Start">The answers at the start; those at the end have the same order, so that the two can be compared.</param>
/// <param name="Moves">Those that occur, in the order of the answers.</param>
public sealed record StartAndEnd(FamilyAnswers Start, FamilyAnswers End, IReadOnlyList<Move> Moves);

/// <summary>Which way social care went from start to end.</summary>
/// <param name="NotOrdered">A pre-birth assessment at either time has no place among the steps.</param>
public sealed record SocialCareSteps(int Lower, int Same, int Higher, int NotOrdered);

/// <summary>Whether families stay together: the work that ended in a window, from its start to its end.</summary>
/// <param name="Ended">Families that were seen and whose work ended; twins count twice.</param>
/// <param name="Home">Where the baby lives.</param>
public sealed record FamiliesTogether(
    string From,
    string Before,
    int Ended,
    StartAndEnd Home,
    StartAndEnd SocialCare,
    SocialCareSteps Steps
)
{
    private const string Moves = $"""
        WITH {SeenCases.Known}, ended AS (
          SELECT k.baby_living_start, k.baby_living_end, k.social_care_start, k.social_care_end
          FROM current_case k JOIN seen_case s ON s.case_ref = k.case_ref
          WHERE k.service_id = @ServiceId AND k.status = 'CLOSED' AND k.closure_month >= @From AND k.closure_month < @Before
        )
        SELECT 'HOME' AS Question, coalesce(baby_living_start, '') AS Start, coalesce(baby_living_end, '') AS Finish, count(*)::int AS Count
        FROM ended GROUP BY 2, 3
        UNION ALL SELECT 'SOCIAL_CARE', social_care_start, coalesce(social_care_end, ''), count(*)::int FROM ended GROUP BY 2, 3
        """;

    // From least to most; a pre-birth assessment may lead to any of them.
    private static readonly string[] Order =
    [
        "NONE",
        "EARLY_HELP",
        "CHILD_IN_NEED",
        "CHILD_PROTECTION",
        "CARE_PROCEEDINGS",
        "LOOKED_AFTER",
    ];

    /// <summary>The work of the caller's own service that ended in a window.</summary>
    /// <remarks>Source: docs/statistics.md, "Families".</remarks>
    public static Task<FamiliesTogether> ReadAsync(ServiceCall call, Window window, CancellationToken cancellation) =>
        KeptFigures.ReadAsync(call, window, transaction => ReadAsync(transaction, call, window, cancellation), cancellation);

    private static async Task<FamiliesTogether> ReadAsync(
        PortalTransaction transaction,
        ServiceCall call,
        Window window,
        CancellationToken cancellation
    )
    {
        var asked = new
        {
            ServiceId = call.Service.Id,
            window.From,
            window.Before,
        };
        var rows = (await transaction.Connection.QueryAsync<Row>(transaction.Command(Moves, asked, cancellation))).ToLookup(row =>
            row.Question
        );
        var care = Between("SOCIAL_CARE", "Social care", CaseCodes.SocialCare, rows["SOCIAL_CARE"].ToList());
        return new FamiliesTogether(
            window.From.ToString(),
            window.Before.ToString(),
            rows["SOCIAL_CARE"].Sum(row => row.Count),
            Between("HOME", "Baby's home", CaseCodes.BabyLiving, rows["HOME"].ToList()),
            care,
            Stepped(care.Moves)
        );
    }

    private static StartAndEnd Between(string question, string label, CodeList list, List<Row> rows)
    {
        var both = rows.Where(row => !CodeLists.MeansUnknown(list, row.Start) && !CodeLists.MeansUnknown(list, row.Finish)).ToList();
        var unknown = rows.Sum(row => row.Count) - both.Sum(row => row.Count);
        FamilyAnswers Answers(string when, Func<Row, string> code)
        {
            FamilyPart[] parts =
            [
                .. list
                    .Codes.Where(one => !CodeLists.MeansUnknown(list, one.Value))
                    .Select(one => new FamilyPart(one.Value, one.Label, both.Where(row => code(row) == one.Value).Sum(row => row.Count))),
            ];
            return new FamilyAnswers(
                $"{question}_{when}",
                $"{label} at the {when.ToLowerInvariant()}",
                parts,
                both.Sum(row => row.Count),
                unknown
            );
        }

        return new StartAndEnd(
            Answers("START", row => row.Start),
            Answers("END", row => row.Finish),
            [
                .. both.OrderBy(row => Place(list, row.Start))
                    .ThenBy(row => Place(list, row.Finish))
                    .Select(row => new Move(row.Start, list.Label(row.Start), row.Finish, list.Label(row.Finish), row.Count)),
            ]
        );
    }

    private static SocialCareSteps Stepped(IReadOnlyList<Move> moves)
    {
        var ordered = moves
            .Where(move => Order.Contains(move.From) && Order.Contains(move.To))
            .ToLookup(move => Math.Sign(Array.IndexOf(Order, move.To) - Array.IndexOf(Order, move.From)));
        int Count(int sign) => ordered[sign].Sum(move => move.Count);
        return new SocialCareSteps(Count(-1), Count(0), Count(1), moves.Sum(move => move.Count) - Count(-1) - Count(0) - Count(1));
    }

    private static int Place(CodeList list, string code) => list.Codes.ToList().FindIndex(entry => entry.Value == code);

    private sealed record Row(string Question, string Start, string Finish, int Count);
}
