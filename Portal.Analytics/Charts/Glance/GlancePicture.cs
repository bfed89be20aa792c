namespace Portal.Analytics.Charts.Glance;

/// <summary>One share in a small picture.</summary>
/// <param name="Label">Shortened where it has no room.</param>
/// <param name="Share">From 0 to 1.</param>
/// <param name="Of">Families or forms of which it is known.</param>
public sealed record GlanceShare(string Label, double Share, int Of);

/// <summary>One measure in a small picture: families by class of reliable change.</summary>
/// <param name="Label">Shortened where it has no room.</param>
/// <param name="Worsened">Families, like the two that follow.</param>
/// <param name="Same">Without clear change.</param>
/// <param name="Improved">Clearly improved.</param>
public sealed record GlanceClasses(string Label, int Worsened, int Same, int Improved);

/// <summary>One quarter in a small picture.</summary>
/// <param name="Label">Such as "Oct-Dec 2025".</param>
/// <param name="Count">At least 0; <c>null</c> for a quarter that was not sent.</param>
public sealed record GlanceQuarter(string Label, int? Count);

/// <summary>What every small picture says besides its marks.</summary>
/// <param name="Title">What is shown; the card around the picture prints it.</param>
/// <param name="Key">How to read the marks, in one short line; may be empty.</param>
/// <param name="Caveat">For the reader, in the description; the page behind prints it.</param>
/// <param name="IsExample">Whether the figures are invented, which a stamp in its corner says.</param>
public sealed record GlanceFrame(string Title, string Key, string Caveat, bool IsExample);
