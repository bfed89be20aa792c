namespace Portal.Api.Samples;

/// <summary>
/// References such as <c>C-K7Q2X9</c> that look random and never repeat. Letters and digits alternate, so none can be read as an NHS
/// number, postcode, National Insurance number, telephone number or date, with or without the hyphen.
/// </summary>
internal static class SampleReferences
{
    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ";
    private const string Digits = "23456789";
    private const int Left = 20 * 8 * 20;
    private const int Right = 8 * 20 * 8;

    /// <param name="prefix">C for a case, T for a second twin, F for a family, E for a feedback form.</param>
    /// <param name="ordinal">0, 1, 2 ... within the prefix; two ordinals never share a reference.</param>
    /// <param name="seed">Another seed shuffles differently.</param>
    public static string Of(char prefix, int ordinal, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ordinal, Left * Right);
        var (left, right) = ((ulong)(ordinal / Right), (ulong)(ordinal % Right));

        // Every round can be reversed, so the shuffle is one to one.
        for (var round = 0UL; round < 4; round++)
        {
            left = (left + SampleRandom.Mixed(seed + prefix + (round << 32) + right) % Left) % Left;
            right = (right + SampleRandom.Mixed(seed + prefix + (round << 40) + left) % Right) % Right;
        }

        ReadOnlySpan<char> reference =
        [
            prefix,
            '-',
            Letters[(int)(left / 160)],
            Digits[(int)(left / 20 % 8)],
            Letters[(int)(left % 20)],
            Digits[(int)(right / 160)],
            Letters[(int)(right / 8 % 20)],
            Digits[(int)(right % 8)],
        ];
        return new string(reference);
    }
}
