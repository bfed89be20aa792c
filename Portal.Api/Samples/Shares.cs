namespace Portal.Api.Samples;

/// <summary>Codes with their shares; the shares need not add up to 100.</summary>
internal sealed class Shares
{
    private readonly (string Code, double Share)[] _shares;
    private readonly double _total;

    public Shares(params (string Code, double Share)[] shares)
    {
        _shares = shares;
        foreach (var (_, share) in shares)
            _total += share;
    }

    public string Draw(SampleRandom random)
    {
        var left = random.Fraction() * _total;
        foreach (var (code, share) in _shares)
        {
            left -= share;
            if (left < 0)
                return code;
        }
        return _shares[^1].Code;
    }
}
