using System.Globalization;
using System.Runtime.CompilerServices;

namespace Portal.Analytics.Disclosure;

/// <summary>Every parameter of disclosure control, as printed on every release. A policy with other values has another id.</summary>
/// <remarks>Source: docs/disclosure.md, "Parameters". Fractions are fractions, never percent.</remarks>
public sealed record DisclosurePolicy
{
    // Policies with the same parameters differ in their rules, and so in this name.
    private readonly string _rules;

    private DisclosurePolicy(string rules) => _rules = rules;

    /// <summary>The policy sdc-1 with its defaults. Releases made under it stand.</summary>
    public static DisclosurePolicy Sdc1 { get; } = new("sdc-1");

    /// <summary>
    /// The policy sdc-2 with its defaults, under which new releases are made. Its parameters are those of sdc-1; what differs are rules: a
    /// case whose values changed counts as differing, and no figure is kept that a service is part of which takes part no longer.
    /// </summary>
    public static DisclosurePolicy Sdc2 { get; } = new("sdc-2");

    /// <summary>The name that a release prints: "sdc-1" or "sdc-2" for exactly the defaults, and for nothing else.</summary>
    public string Id => this == Sdc1 || this == Sdc2 ? _rules : _rules + " with other parameters";

    /// <summary>The policy that a release names.</summary>
    /// <param name="id">As printed on the release; <c>null</c> where it prints none.</param>
    /// <returns>The defaults of that policy; of sdc-2 for any name but "sdc-1".</returns>
    public static DisclosurePolicy Named(string? id) => id == Sdc1.Id ? Sdc1 : Sdc2;

    /// <summary>T: the smallest count that may be shown, at least 3. Zero is below it.</summary>
    public int SmallestShown
    {
        get;
        init => field = From(value, 3);
    } = 8;

    /// <summary>B: counts are printed to the nearest multiple of this number, which is odd so that no count lies half-way.</summary>
    public int RoundTo
    {
        get;
        init => field = value % 2 == 1 ? From(value, 1) : throw new ArgumentOutOfRangeException(nameof(RoundTo), "Must be odd.");
    } = 5;

    /// <summary>W: the width that the feasible interval of a suppressed small count must have, at least 1.</summary>
    public int FeasibleWidth
    {
        get;
        init => field = From(value, 1);
    } = 5;

    /// <summary>Share of a line's printed total above which one cell describes everybody, in (0, 1].</summary>
    public decimal ClassLimit
    {
        get;
        init => field = Share(value);
    } = 0.9m;

    /// <summary>Printed total from which the class limit no longer applies.</summary>
    public int ClassTotalBelow
    {
        get;
        init => field = From(value, 0);
    } = 100;

    /// <summary>Printed total from which a percentage is shown.</summary>
    public int PercentFrom
    {
        get;
        init => field = From(value, 0);
    } = 50;

    /// <summary>N: complete pairs or values needed for a mean, a standard deviation or an effect size, at least 3.</summary>
    public int CasesForMean
    {
        get;
        init => field = From(value, 3);
    } = 10;

    /// <summary>Printed number of cases below which a mean or an effect size is marked "low precision".</summary>
    public int LowPrecisionBelow
    {
        get;
        init => field = From(value, 0);
    } = 30;

    /// <summary>Share of the cases that no single value may reach, in (0, 1].</summary>
    public decimal OneValueLimit
    {
        get;
        init => field = Share(value);
    } = 0.9m;

    /// <summary>Number of cases from which the mean of an item-mean scale has two decimals.</summary>
    public int CasesForTwoDecimals
    {
        get;
        init => field = From(value, 1);
    } = 100;

    /// <summary>Cases needed for a median.</summary>
    public int CasesForMedian
    {
        get;
        init => field = From(value, 1);
    } = 20;

    /// <summary>Cases needed for quartiles.</summary>
    public int CasesForQuartiles
    {
        get;
        init => field = From(value, 1);
    } = 40;

    /// <summary>Cases needed for P10 and P90.</summary>
    public int CasesForOuterPercentiles
    {
        get;
        init => field = From(value, 1);
    } = 100;

    /// <summary>K: fewest services in a pooled cell, including the viewer's, at least 3.</summary>
    public int Contributors
    {
        get;
        init => field = From(value, 3);
    } = 5;

    /// <summary>Fewest cases in a pooled cell.</summary>
    public int PooledCases
    {
        get;
        init => field = From(value, 1);
    } = 30;

    /// <summary>Largest share of one service in a pooled cell, in (0, 1].</summary>
    public decimal LargestShare
    {
        get;
        init => field = Share(value);
    } = 0.5m;

    /// <summary>Largest share of one service in what remains of a pooled cell when another is taken out, in (0, 1].</summary>
    public decimal LargestShareOfRest
    {
        get;
        init => field = Share(value);
    } = 0.6m;

    /// <summary>Fewest cases that remain after the two largest services.</summary>
    public int RemainderCases
    {
        get;
        init => field = From(value, 1);
    } = 10;

    /// <summary>Least that remains after the two largest services, as a share of the largest; in (0, 1].</summary>
    public decimal RemainderShare
    {
        get;
        init => field = Share(value);
    } = 0.1m;

    /// <summary>Fewest cases by which two releases of the same cell may differ, whichever one service is taken out.</summary>
    public int DifferenceCases
    {
        get;
        init => field = From(value, 1);
    } = 10;

    /// <summary>Fewest services that those cases come from.</summary>
    public int DifferenceContributors
    {
        get;
        init => field = From(value, 1);
    } = 2;

    /// <summary>Largest distance between a count and its printed value: 2 when rounding to 5.</summary>
    public int RoundingSlack => RoundTo / 2;

    /// <summary>Every parameter with its value, in a fixed order, printed at the foot of a release.</summary>
    /// <returns>Pairs of the property's name and its value in invariant digits.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters() =>
        [
            Named(SmallestShown),
            Named(RoundTo),
            Named(FeasibleWidth),
            Named(ClassLimit),
            Named(ClassTotalBelow),
            Named(PercentFrom),
            Named(CasesForMean),
            Named(LowPrecisionBelow),
            Named(OneValueLimit),
            Named(CasesForTwoDecimals),
            Named(CasesForMedian),
            Named(CasesForQuartiles),
            Named(CasesForOuterPercentiles),
            Named(Contributors),
            Named(PooledCases),
            Named(LargestShare),
            Named(LargestShareOfRest),
            Named(RemainderCases),
            Named(RemainderShare),
            Named(DifferenceCases),
            Named(DifferenceContributors),
        ];

    // What an attacker infers from rounding: every true count that prints as this one.
    internal Bounds Printed(int printed) => new(Math.Max(SmallestShown, printed - RoundingSlack), printed + RoundingSlack);

    /// <summary>A count to the nearest multiple of <see cref="RoundTo"/>, as it is printed.</summary>
    /// <param name="count">At least 0.</param>
    public int Round(int count) => (count + RoundingSlack) / RoundTo * RoundTo;

    /// <summary>
    /// The fewest cases behind a printed number of cases; figures that use it reveal no more about the true number.
    /// </summary>
    /// <param name="cases">The true number, at least <see cref="CasesForMean"/>.</param>
    public int FewestCases(int cases) => Math.Max(CasesForMean, Round(cases) - RoundingSlack);

    /// <summary>Whether a figure carries the mark "low precision": by the number of cases printed beside it, so both agree.</summary>
    /// <param name="cases">The true number, at least 0.</param>
    /// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rule 1.</remarks>
    public bool IsLowPrecision(int cases) => Round(cases) < LowPrecisionBelow;

    private static KeyValuePair<string, string> Named(decimal value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        new(name, value.ToString(CultureInfo.InvariantCulture));

    private static int From(int value, int smallest, [CallerMemberName] string? name = null) =>
        value >= smallest
            ? value
            : throw new ArgumentOutOfRangeException(name, string.Create(CultureInfo.InvariantCulture, $"Must be at least {smallest}."));

    private static decimal Share(decimal value, [CallerMemberName] string? name = null) =>
        value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, "Must be a fraction above 0 and at most 1.");
}
