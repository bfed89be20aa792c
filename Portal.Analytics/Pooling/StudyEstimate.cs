namespace Portal.Analytics.Pooling;

/// <summary>The effect of one study or one service, to be pooled.</summary>
/// <param name="Label">Names the study in refusals; need not be unique.</param>
/// <param name="Effect">The effect, in the unit of the pooled answer.</param>
/// <param name="Variance">Its sampling variance, in that unit squared; finite and above 0, or the analysis is refused.</param>
public sealed record StudyEstimate(string Label, double Effect, double Variance)
{
    /// <summary>The effect, oriented so that positive means better.</summary>
    /// <param name="sign">+1 when a higher score is better, -1 when a lower one is.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sign"/> is neither.</exception>
    public StudyEstimate Oriented(int sign) => this with { Effect = Require.Sign(sign) * Effect };
}
