using Dapper;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.LocalMeasures;

/// <summary>Marks the local measures that an extract holds as used, in the transaction that stores it.</summary>
internal static class UseMeasures
{
    // The row lock keeps a removal out until the extract is stored; one that came first leaves no row.
    private const string Use = "UPDATE local_measure SET used_at = @Now WHERE code = ANY (@Codes) AND used_at IS NULL";

    /// <param name="checkedBy">What the extract was checked by.</param>
    /// <returns>False when one of the measures has changed since, so that the extract must be checked again.</returns>
    public static async Task<bool> RunAsync(
        PortalTransaction transaction,
        Quarter period,
        MeasureCatalogue checkedBy,
        IReadOnlyList<ScoreRow> scores,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var codes = scores.Select(row => row.Measure).Where(Measure.IsLocalCode).Distinct().ToArray();
        if (codes.Length == 0)
            return true;
        await transaction.Connection.ExecuteAsync(transaction.Command(Use, new { Codes = codes, Now = now.UtcDateTime }, cancellation));
        var local = (await NetworkMeasures.ReadAsync(transaction, cancellation)).In(period);
        return codes.All(code => Scale(local.Find(code, "")) is { } scale && scale == Scale(checkedBy.Find(code, "")));
    }

    // Lists are not compared by what they hold.
    private static (double, double, double, string)? Scale(Measure? measure) =>
        measure is null ? null : (measure.Minimum, measure.Maximum, measure.Step, string.Join(' ', measure.Respondents));
}
