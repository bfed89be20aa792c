using System.Text;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;

namespace Portal.Api.Releases.Bundle;

/// <summary>What a reader who has nothing but the archive must know about a release.</summary>
internal static class ReleaseReadme
{
    public static string Text(FrozenRelease release, DisclosurePolicy policy)
    {
        var text = new StringBuilder(
            $"""
            RELEASED FIGURES OF THE OUTCOMES PORTAL

            What this is
              Figures of many parent-infant services taken together. They were counted and estimated once, \
              protected against telling about any family or
              service, and frozen: a release never changes. Late or corrected data change the next release only.

            Files
              cells.csv       the figures, one line each; codebook.csv explains every column and code
              cells.json      the same for programs
              head.json       what was frozen: windows, policy, versions
              release.jsonl   the frozen text itself, which the content hash is of
              charts/         pictures of the network's figures, wide and narrow
              recompute.R     recomputes what the released numbers allow: Rscript recompute.R (needs R and its package metafor)

            How to read the figures
              c   not shown, to protect families. There is one sign for every reason. Where the column earlier names a release,
                  the figure stands there; a service in it takes part no longer, so it is not kept here.
              -   cannot be: no such case is possible.
              Counts are rounded, each by itself, so figures may not add up. \
              Percentages and their intervals are computed from the rounded counts and are
              shown from a rounded total of {policy.PercentFrom} up. Intervals of means and effects are \
              computed from the smallest number of cases that the
              rounded number allows. Intervals are 95 %. "low precision" marks figures of fewer than \
              {policy.LowPrecisionBelow} cases as printed.
              Where the number of families is c, figures of them say "10 or more".
              Changes are signed so that positive is better, whatever the direction of the scale.

            What the figures cannot say
              There is no comparison group: families often improve with time. A change is not what the services brought about. \
              Changes cover families with a
              first and a last score only; see how many were left out (WITHOUT_LAST_SCORE) before reading them.

            Content hash (SHA-256 of release.jsonl)
              {release.ContentHash}
              Check it with: sha256sum release.jsonl   or, on Windows: certutil -hashfile release.jsonl SHA256

            Disclosure policy {policy.Id}

            """.ReplaceLineEndings("\n").Replace("\\\n  ", "")
        );
        foreach (var (name, value) in policy.Parameters())
            text.Append("  ").Append(name.PadRight(26)).Append(value).Append('\n');
        return text.ToString();
    }
}
