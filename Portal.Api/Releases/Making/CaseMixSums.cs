using System.Numerics;
using Portal.Analytics.CaseMix;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.Disclosure.Estimates;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.LinearModels;
using Portal.Api.Extracts;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>
/// Case mix on one measure: predicts the last score from the first one, the baby's age, the caregiver's age, deprivation and the number
/// of the four leading risks. Rows are summed once per legal service; each viewer's model is fitted to the sums of the other services.
/// </summary>
/// <remarks>Source: docs/statistics.md, "Case mix", rules 3 to 5.</remarks>
public sealed class CaseMixSums
{
    // The code list starts with the four leading risks, for every service.
    private const uint LeadingRisks = 0xF;

    // A smaller centred sum of squares means a column of one value: codes differ by 1, and scores by more than a thousandth.
    private const double Constant = 1e-6;

    private static readonly int[] Dimensions =
    [
        .. new[] { ReleaseLattice.BabyAge, ReleaseLattice.CaregiverAge, ReleaseLattice.Deprivation }.Select(one =>
            ReleaseLattice.Dimensions.ToList().IndexOf(one)
        ),
    ];

    private readonly Measure _measure;
    private readonly (int Place, int Band)[] _bands;
    private readonly Dictionary<int, (CrossProducts Products, int[] InBand)> _services;

    private CaseMixSums(Measure measure, (int, int)[] bands, Dictionary<int, (CrossProducts, int[])> services) =>
        (_measure, _bands, _services) = (measure, bands, services);

    /// <summary>Sums the pairs of all services.</summary>
    /// <param name="pairs">Closed cases with both scores on the measure.</param>
    public static CaseMixSums Of(Measure measure, IReadOnlyList<SnapshotScores> pairs)
    {
        var bands = Dimensions.SelectMany(place => BesideTheCommonest(place, pairs)).ToArray();
        var services = pairs
            .GroupBy(one => one.Case.Service.LegalId)
            .ToDictionary(
                service => service.Key,
                service =>
                    (
                        CrossProducts.OfRows([.. service.Select(one => Row(one, bands))]),
                        bands.Select(band => service.Count(one => IsIn(one, band))).ToArray()
                    )
            );
        return new CaseMixSums(measure, bands, services);
    }

    /// <summary>Observed minus expected change of one service under the others' model, for its own screen.</summary>
    /// <param name="viewer">The service; every part of its legal service is left out of the model.</param>
    /// <param name="own">The service's own pairs.</param>
    /// <returns>The difference in points, positive being better; withheld where the policy says so.</returns>
    public Disclosed<ReleasedFigure> Difference(SnapshotService viewer, IReadOnlyList<SnapshotScores> own, DisclosurePolicy policy)
    {
        var others = _services.Where(service => service.Key != viewer.LegalId).Select(service => service.Value).ToArray();
        if (own.Count == 0 || others.Length == 0 || _measure.Sign is not { } sign)
            return ReleasedFigure.Withheld;
        var whole = others.Select(service => service.Products).Aggregate((sum, part) => sum.Merge(part));
        // With few others in a band, the expected change would reveal their scores; the band joins the commonest one.
        var isKept = _bands.Select(
            (_, place) => ContributorRule.RestOfNetwork(others.Select(service => service.InBand[place]), policy) is null
        );
        bool[] columns = [true, true, .. isKept];
        int[] kept =
        [
            .. Enumerable.Range(0, columns.Length).Where(column => columns[column] && whole.Products[column][column] > Constant),
            columns.Length,
        ];
        if (kept.Length == 1)
            return ReleasedFigure.Withheld;
        var rows = CrossProducts.OfRows([.. own.Select(one => Row(one, _bands))]);
        var difference = DifferenceFromOthers.Of(Only(rows, kept), [Only(whole, kept)]);
        var mostFrequent = own.CountBy(one => one.Last!.Value).Max(value => value.Value);
        return ReleasedFigure.Of(
            ReleasedDifference.Protect(difference, [.. others.Select(service => service.Products.N)], policy, sign, mostFrequent).Released
        );
    }

    /// <summary>What the model knows about a family beside its scores.</summary>
    internal static IEnumerable<double> Covariates(SnapshotCase one) =>
        Dimensions.Select(place => (double)one.Bands[place]).Append(Risks(one));

    private static int Risks(SnapshotCase one) => BitOperations.PopCount(one.RisksPresent & LeadingRisks);

    private static IEnumerable<(int Place, int Band)> BesideTheCommonest(int place, IReadOnlyList<SnapshotScores> pairs)
    {
        var counts = Enumerable
            .Range(0, ReleaseLattice.Dimensions[place].Bands.Count)
            .Select(band => pairs.Count(one => IsIn(one, (place, band))))
            .ToList();
        var commonest = counts.IndexOf(counts.Max());
        return Enumerable.Range(0, counts.Count).Where(band => band != commonest).Select(band => (place, band));
    }

    private static ModelRow Row(SnapshotScores one, (int Place, int Band)[] bands) =>
        new("", one.Last!.Value, [one.First!.Value, Risks(one.Case), .. bands.Select(band => IsIn(one, band) ? 1.0 : 0.0)]);

    private static bool IsIn(SnapshotScores one, (int Place, int Band) band) => one.Case.Bands[band.Place] == band.Band;

    private static CrossProducts Only(CrossProducts all, int[] kept)
    {
        var (means, products) = (all.Means, all.Products);
        return new CrossProducts(
            all.N,
            [.. kept.Select(column => means[column])],
            [.. kept.Select(row => kept.Select(column => products[row][column]).ToArray())]
        );
    }
}
