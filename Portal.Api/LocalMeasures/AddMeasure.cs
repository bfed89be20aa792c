using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Extracts;

namespace Portal.Api.LocalMeasures;

/// <summary>A local measure as an administrator writes it.</summary>
/// <param name="Code">L_ and 2 to 18 capitals, digits and underscores.</param>
/// <param name="Construct">child_wellbeing, caregiving_relationship, parent_wellbeing, goals or experience.</param>
/// <param name="Respondents">Who gives the ratings; codes of the list score_respondent.</param>
/// <param name="Direction">higher_better, lower_better or midrange_better.</param>
/// <param name="CutOffSide"><c>&gt;=</c>, <c>&lt;=</c> or <c>&lt;</c>, with a cut-off only.</param>
public sealed record NewMeasure(
    string? Code,
    string? Name,
    string? Construct,
    IReadOnlyList<string>? Respondents,
    double? Lowest,
    double? Highest,
    double? Step,
    string? Direction,
    double? CutOff,
    string? CutOffSide
);

/// <summary>Adds a measure to the network's catalogue: from then on extracts may hold it.</summary>
public static partial class AddMeasure
{
    private const double Largest = 100_000;

    private const string Insert = """
        INSERT INTO local_measure
          (code, name, construct, respondents, lowest, highest, step, direction, cut_off, cut_off_side, added_at, added_by)
        VALUES (@Code, @Name, @Construct, string_to_array(@Respondents, ' '), @Lowest, @Highest, @Step, @Direction, @CutOff, @CutOffSide,
          @Now, @By)
        """;

    private static readonly Refusal Malformed = new(
        StatusCodes.Status400BadRequest,
        "MEASURE_MALFORMED",
        "code is L_ and 2 to 18 capitals, digits and underscores; name has at most 100 characters; construct is child_wellbeing, "
            + "caregiving_relationship, parent_wellbeing, goals or experience; respondents are codes of the list score_respondent; "
            + "lowest is below highest, and whole steps lead from one to the other; direction is higher_better, lower_better or "
            + "midrange_better; a cut-off lies within the range and has a side, which is >=, <= or <. Nothing was added."
    );

    private static readonly Refusal Taken = new(
        StatusCodes.Status409Conflict,
        "MEASURE_CODE_TAKEN",
        "There is a local measure with this code already. Choose another code."
    );

    /// <param name="caller">An administrator, which the calling code has checked.</param>
    /// <returns>400 MEASURE_MALFORMED, 409 MEASURE_CODE_TAKEN.</returns>
    public static async Task<Answer<LocalMeasure>> RunAsync(
        PortalDatabase database,
        Caller caller,
        NewMeasure asked,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (Read(asked) is not { } measure)
            return Malformed;
        var now = clock.GetUtcNow();
        await using var transaction = await BeginAsync(database, caller, cancellation);
        try
        {
            var row = new
            {
                measure.Code,
                measure.Name,
                measure.Construct,
                measure.Respondents,
                measure.Lowest,
                measure.Highest,
                measure.Step,
                measure.Direction,
                measure.CutOff,
                measure.CutOffSide,
                Now = now.UtcDateTime,
                By = caller.PersonId,
            };
            await transaction.Connection.ExecuteAsync(transaction.Command(Insert, row, cancellation));
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Taken;
        }

        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(AuditLog.Network, caller.PersonId, AuditEvents.LocalMeasureAdded, now, Subject: measure.Code),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return measure;
    }

    internal static Task<PortalTransaction> BeginAsync(PortalDatabase database, Caller caller, CancellationToken cancellation) =>
        PortalTransaction.BeginAsync(
            database.ForJob("KEEP_MEASURES", caller.PersonId).Administration,
            new Scope([], caller.PersonId),
            cancellation
        );

    private static LocalMeasure? Read(NewMeasure asked)
    {
        var (code, name) = (asked.Code?.Trim() ?? "", asked.Name?.Trim() ?? "");
        var respondents = CareCodes.ScoreRespondent.Codes.Select(one => one.Value).Intersect(asked.Respondents ?? []).ToList();
        if (
            !CodeForm().IsMatch(code)
            || name.Length is 0 or > 100
            || asked.Construct is not ("child_wellbeing" or "caregiving_relationship" or "parent_wellbeing" or "goals" or "experience")
            || respondents.Count == 0
            || respondents.Count != asked.Respondents!.Distinct().Count()
            || asked.Direction is not ("higher_better" or "lower_better" or "midrange_better")
            || (asked.Lowest, asked.Highest, asked.Step) is not ({ } lowest and > -Largest, { } highest and < Largest, { } step and > 0)
            || lowest >= highest
            || (asked.CutOff is null) != string.IsNullOrEmpty(asked.CutOffSide)
            || (asked.CutOff is { } cut && !(cut >= lowest && cut <= highest))
            || asked.CutOffSide is not (null or "" or ">=" or "<=" or "<")
        )
            return null;
        var side = string.IsNullOrEmpty(asked.CutOffSide) ? null : asked.CutOffSide;
        var measure = new LocalMeasure(
            code,
            name,
            asked.Construct,
            string.Join(' ', respondents),
            lowest,
            highest,
            step,
            asked.Direction,
            asked.CutOff,
            side,
            IsUsed: false,
            LastPeriod: null
        );
        return measure.Measure.CanGive(highest) ? measure : null;
    }

    [GeneratedRegex(@"\AL_[A-Z0-9][A-Z0-9_]{1,17}\z", RegexOptions.NonBacktracking)]
    private static partial Regex CodeForm();
}
