namespace Portal.Analytics.LinearModels;

/// <summary>One case of a regression.</summary>
/// <param name="Service">The service that saw the family.</param>
/// <param name="Outcome">What is explained; finite.</param>
/// <param name="Covariates">What explains it, without the intercept; finite, the same number in every row.</param>
public sealed record ModelRow(string Service, double Outcome, IReadOnlyList<double> Covariates);

/// <summary>One case of a regression on a yes-or-no outcome.</summary>
/// <param name="Service">The service that saw the family.</param>
/// <param name="Outcome">Whether the event happened.</param>
/// <param name="Covariates">What explains it, without the intercept; finite, the same number in every row.</param>
public sealed record BinaryRow(string Service, bool Outcome, IReadOnlyList<double> Covariates);

internal static class Covariates
{
    /// <summary>A column of ones, then one column per covariate, after checking them.</summary>
    public static IReadOnlyList<double[]> WithIntercept(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        var count = rows[0].Count;
        if (rows.Any(row => row.Count != count))
            throw new ArgumentException("Every row must have the same number of covariates.", nameof(rows));
        return
        [
            [.. rows.Select(_ => 1.0)],
            .. Enumerable.Range(0, count).Select(j => rows.Select(row => Require.Finite(row[j], nameof(rows))).ToArray()),
        ];
    }
}
