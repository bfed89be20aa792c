namespace Portal.Api.Samples;

/// <summary>Codes to draw from, each with its weight; the weights need not add up to 100.</summary>
internal sealed class WeightedCodes
{
    private readonly (string Code, double Weight)[] _codes;
    private readonly double _total;

    public WeightedCodes(params (string Code, double Weight)[] codes)
    {
        _codes = codes;
        foreach (var (_, weight) in codes)
            _total += weight;
    }

    public string Draw(SampleRandom random)
    {
        var left = random.Fraction() * _total;
        foreach (var (code, weight) in _codes)
        {
            left -= weight;
            if (left < 0)
                return code;
        }
        return _codes[^1].Code;
    }
}
