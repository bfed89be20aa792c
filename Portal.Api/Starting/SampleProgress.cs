using System.Globalization;

namespace Portal.Api.Starting;

/// <summary>How far the sample network has loaded, in words for every page until it is complete.</summary>
public sealed class SampleProgress
{
    private volatile string? _words;

    /// <summary>One sentence, or <c>null</c> when there is nothing to say.</summary>
    public string? Words => _words;

    public void Begin() => _words = "The sample network is loading.";

    public void Loading(int done, int total) =>
        _words = string.Create(CultureInfo.InvariantCulture, $"The sample network is loading: {done} of {total} extracts.");

    public void Releasing() => _words = "The sample network is loaded; its first release is being made.";

    public void Failed() => _words = "The sample network could not be loaded: the terminal says why. The next start tries again.";

    public void Complete() => _words = null;
}
