namespace Portal.Tests.Disclosure;

/// <summary>Tables of counts like those of services: many small cells, some empty, some large.</summary>
internal sealed class RandomTables(int seed)
{
    private readonly Random _random = new(seed);

    public int[] OneWay()
    {
        var mean = Mean();
        return [.. Enumerable.Range(0, _random.Next(2, 9)).Select(_ => Count(mean))];
    }

    public int[][] TwoWay()
    {
        var (rows, columns, mean) = (_random.Next(2, 7), _random.Next(2, 7), Mean());
        return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => Count(mean)).ToArray())];
    }

    public int[] Shuffled(int length)
    {
        var places = Enumerable.Range(0, length).ToArray();
        _random.Shuffle(places);
        return places;
    }

    // A different breakdown of the same people.
    public int[] SplitOf(int total)
    {
        var cells = new int[_random.Next(2, 6)];
        var favourite = _random.Next(cells.Length);
        for (var person = 0; person < total; person++)
            cells[_random.Next(3) == 0 ? favourite : _random.Next(cells.Length)]++;
        return cells;
    }

    private double Mean() =>
        _random.Next(5) switch
        {
            0 => 5,
            1 => 10,
            2 => 15,
            3 => 30,
            _ => 80,
        };

    private int Count(double mean) => _random.Next(12) == 0 ? 0 : (int)(-mean * Math.Log(1 - _random.NextDouble()));
}
