using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Bundle;

/// <summary>What the codes of released cells mean, in plain words.</summary>
public static class StatisticLabels
{
    /// <summary>Every statistic with its label, in the order in which they are explained.</summary>
    public static readonly IReadOnlyList<Code> All =
    [
        new(Statistics.Referrals, "Cases referred"),
        new(Statistics.ReferralsShare, "Share of a band in all cases referred, per cent"),
        new(Statistics.RiskPresent, "Cases with the risk at referral"),
        new(Statistics.RiskAbsent, "Cases without the risk at referral"),
        new(Statistics.RiskNotKnown, "Cases of which it is not known whether they have the risk"),
        new(Statistics.RiskShare, "Share with the risk among those of whom it is known, per cent"),
        new(Statistics.WithLastScore, "Families with a first and a last score"),
        new(Statistics.WithoutLastScore, "Families with a first score but no last one"),
        new(Statistics.Completion, "Share of the families with a first score that have a last one, per cent"),
        new(Statistics.BaselineSd, "Standard deviation of all first scores, in points"),
        new(Statistics.MeanFirst, "Mean first score of the families that have both, in points"),
        new(Statistics.MeanLast, "Mean last score of the families that have both, in points"),
        new(Statistics.MeanChange, "Mean change of all cases whatever their service, in points; positive is better"),
        new(Statistics.PooledChange, "Change pooled over services, in points; positive is better"),
        new(Statistics.PooledChangeStandardised, "Change pooled over services, in standard deviations of first scores; positive is better"),
        new(
            Statistics.EffectSmcrh,
            "Mean change of all cases over the standard deviation of their first scores (SMCRH); positive is better"
        ),
        new(Statistics.EffectSmcc, "Mean change of all cases over the standard deviation of the changes (SMCC); positive is better"),
        new(Statistics.ReliablyImproved, "Cases that improved by more than measurement error"),
        new(Statistics.NoReliableChange, "Cases that changed by no more than measurement error"),
        new(Statistics.ReliablyDeteriorated, "Cases that deteriorated by more than measurement error"),
        new(Statistics.AdjustedDifference, "Observed less expected change given case mix, in points; positive is better"),
    ];

    private static readonly CodeList ByCode = new("statistic", All);

    /// <summary>The label, or the code itself if it is no longer in the list.</summary>
    public static string Of(string statistic) => ByCode.Label(statistic);

    /// <summary>Name of the measure or risk of a cell; empty when the cell has none.</summary>
    public static string Item(CellAddress address, MeasureCatalogue measures)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.Topic == ReleaseLattice.Profile)
            return CareCodes.Risk.Label(address.Item);
        return measures.Find(address.Item, address.Part)?.FullName ?? $"{address.Item} {address.Part}".TrimEnd();
    }

    public static string Dimension(string dimension) => ReleaseLattice.Dimension(dimension)?.Label ?? "";

    /// <summary>Name of a band of a dimension; empty when the cell has none.</summary>
    public static string Band(CellAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return ReleaseLattice.Dimension(address.Dimension)?.Bands.FirstOrDefault(band => band.Code == address.Code)?.Label ?? address.Code;
    }
}
