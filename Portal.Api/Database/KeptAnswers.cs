using Microsoft.Extensions.Caching.Memory;

namespace Portal.Api.Database;

/// <summary>
/// Answers that this process keeps for a while. Whoever asks has passed every check of rights before, and names the version of what the
/// answer was made from, so that an old one is never found again.
/// </summary>
public sealed class KeptAnswers : IDisposable
{
    // About six answers for each of fifty services; an answer and its pictures are some tens of kilobytes.
    private const int Most = 300;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>The answer to a question.</summary>
    /// <param name="question">Equal for equal questions of one version, and for no others.</param>
    /// <param name="read">Finds the answer, which nobody changes afterwards; <c>null</c> is not kept.</param>
    public async Task<T> ReadAsync<T>(object question, Func<Task<T>> read)
        where T : class?
    {
        if (_kept.TryGetValue((typeof(T), question), out T? kept))
            return kept!;
        var found = await read().ConfigureAwait(false);
        if (found is not null)
            _kept.Set((typeof(T), question), found, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Longest });
        return found;
    }

    /// <summary>Keeps nothing of what it has, so that a bench can tell what a page costs that finds nothing kept.</summary>
    internal void Forget() => _kept.Clear();

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
