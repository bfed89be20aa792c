using NUnit.Framework;
using Portal.Api.Answers;

namespace Portal.Tests.Answers;

/// <summary>Reads the answer that a test expects; the other one fails it.</summary>
internal static class Answered
{
    public static T Value<T>(this Answer<T> answer) =>
        answer.Match(value => value, refusal => throw new AssertionException($"Refused: {refusal.Code}"));

    public static Refusal Refusal<T>(this Answer<T> answer) =>
        answer.Match(value => throw new AssertionException($"Not refused: {value}"), refusal => refusal);
}
