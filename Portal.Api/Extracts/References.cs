namespace Portal.Api.Extracts;

/// <summary>How references of cases, families and forms look to people.</summary>
public static class References
{
    /// <summary>A reference as it looks at a glance: in capitals, with O as 0, and I and L as 1.</summary>
    public static string Seen(string reference) =>
        string.Create(
            reference.Length,
            reference,
            static (letters, from) =>
            {
                for (var place = 0; place < letters.Length; place++)
                    letters[place] = char.ToUpperInvariant(from[place]) switch
                    {
                        'O' => '0',
                        'I' or 'L' => '1',
                        var letter => letter,
                    };
            }
        );
}
