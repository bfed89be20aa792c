using Portal.Api.Profiles;

namespace Portal.Web.Pages.Families;

/// <summary>One dimension of the profile as a table.</summary>
public sealed record SharesTable(string Title, IReadOnlyList<CodeShare> Shares)
{
    private const int LowPrecisionBelow = 10;

    /// <summary>Cases whose code is known.</summary>
    public int Known => Shares.Where(share => !share.Unknown).Sum(share => share.Count);

    public bool LowPrecision => Known is > 0 and < LowPrecisionBelow;
}
