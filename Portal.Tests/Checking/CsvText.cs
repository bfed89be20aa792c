namespace Portal.Tests.Checking;

/// <summary>A CSV of plain cells, to rename, add and shuffle columns of.</summary>
internal sealed record CsvText(List<List<string>> Rows)
{
    public static CsvText Of(string text) => new([.. text.TrimEnd('\n').Split('\n').Select(line => line.Split(',').ToList())]);

    public void Rename(string column, string heading) => Rows[0][Rows[0].IndexOf(column)] = heading;

    /// <summary>The same with a column at the end.</summary>
    public CsvText With(string heading, Func<int, string> cell) =>
        new([.. Rows.Select((row, place) => row.Append(place == 0 ? heading : cell(place)).ToList())]);

    /// <summary>The same with other cells in one column.</summary>
    public void Replace(string heading, Func<string, string> cell)
    {
        var at = Rows[0].IndexOf(heading);
        foreach (var row in Rows.Skip(1))
            row[at] = cell(row[at]);
    }

    /// <summary>The same with its columns in another order.</summary>
    public CsvText Shuffled(Random random)
    {
        var order = Enumerable.Range(0, Rows[0].Count).ToArray();
        random.Shuffle(order);
        return new([.. Rows.Select(row => order.Select(place => row[place]).ToList())]);
    }

    public override string ToString() => string.Concat(Rows.Select(row => string.Join(',', row) + "\n"));
}
