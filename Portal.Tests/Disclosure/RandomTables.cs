namespace Portal.Tests.Disclosure;

/// <summary>Tables of counts as services have them: many small cells, some empty, some large.</summary>
internal sealed class RandomTables(int seed)
{
    private readonly Random random = new(seed);

    public int[] OneWay()
    {
        var mean = Mean();
        return [.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => Count(mean))];
    }

    public int[][] TwoWay()
    {
        var (rows, columns, mean) = (random.Next(2, 7), random.Next(2, 7), Mean());
        return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => Count(mean)).ToArray())];
    }

    public int[] Shuffled(int length)
    {
        var places = Enumerable.Range(0, length).ToArray();
        random.Shuffle(places);
        return places;
    }

    // Another breakdown of the same people.
    public int[] SplitOf(int total)
    {
        var cells = new int[random.Next(2, 6)];
        var favourite = random.Next(cells.Length);
        for (var person = 0; person < total; person++)
            cells[random.Next(3) == 0 ? favourite : random.Next(cells.Length)]++;
        return cells;
    }

    private double Mean() =>
        random.Next(5) switch
        {
            0 => 5,
            1 => 10,
            2 => 15,
            3 => 30,
            _ => 80,
        };

    private int Count(double mean) => random.Next(12) == 0 ? 0 : (int)(-mean * Math.Log(1 - random.NextDouble()));
}
