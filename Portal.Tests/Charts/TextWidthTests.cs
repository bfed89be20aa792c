using NUnit.Framework;
using Portal.Analytics.Charts.Drawing;

namespace Portal.Tests.Charts;

public sealed class TextWidthTests
{
    // Advance widths of Liberation Sans: W 944, i 222, space 278 thousandths; bold W 944, i 278.
    [TestCase("Wi i", false, 16.66)]
    [TestCase("Wi i", true, 17.78)]
    [TestCase("0123456789", false, 55.6)]
    [TestCase("", false, 0)]
    public void Of_KnownLetters_IsTheSumOfTheirWidths(string text, bool bold, double expected) =>
        Assert.That(TextWidth.Of(text, 10, bold), Is.EqualTo(expected).Within(1e-9));

    [TestCase("e\u0301", 5.56, TestName = "Of_CombiningAccent_TakesNoRoom")]
    [TestCase("e\u20DD", 5.56, TestName = "Of_EnclosingCircle_TakesNoRoom")]
    [TestCase("e\u200D", 5.56, TestName = "Of_Joiner_TakesNoRoom")]
    [TestCase("\u00E9", 6.67, TestName = "Of_AccentedLetter_TakesAWideLetter")]
    [TestCase("\u2026", 10, TestName = "Of_Ellipsis_TakesAWholeEm")]
    [TestCase("\u4E2D", 10, TestName = "Of_Ideograph_TakesAWholeEm")]
    public void Of_BeyondAscii_IsSafelyWide(string text, double expected) =>
        Assert.That(TextWidth.Of(text, 10), Is.EqualTo(expected).Within(1e-9));

    [Test]
    public void Wrap_LetterWiderThanTheLine_StandsAlone() =>
        Assert.That(TextWidth.Wrap("\U0001F476\U0001F476 W", 14, 5), Is.EqualTo(new[] { "\U0001F476", "\U0001F476", "W" }));

    [Test]
    public void Shorten_FittingText_IsUnchanged() => Assert.That(TextWidth.Shorten("Isolation", 14, 100), Is.EqualTo("Isolation"));

    [TestCase("Parent abused or neglected in childhood", 120)]
    [TestCase("\U0001F476\U0001F476\U0001F476\U0001F476\U0001F476\U0001F476", 40)]
    public void Shorten_LongText_FitsAndEndsInAnEllipsis(string text, double width)
    {
        var shortened = TextWidth.Shorten(text, 14, width);
        Assert.Multiple(() =>
        {
            Assert.That(shortened, Does.EndWith("\u2026"));
            Assert.That(TextWidth.Of(shortened, 14), Is.LessThanOrEqualTo(width));
            Assert.That(
                shortened.EnumerateRunes().Select(rune => rune.Value),
                Has.None.EqualTo(0xFFFD),
                "a pair of surrogates is never cut"
            );
        });
    }

    [Test]
    public void Wrap_Words_FillsLinesAndLosesNothing()
    {
        const string text = "Risks are as known at referral and often under-recorded: a low share can mean that nobody asked.";
        var lines = TextWidth.Wrap(text, 13, 150);
        Assert.Multiple(() =>
        {
            Assert.That(string.Join(' ', lines), Is.EqualTo(text));
            Assert.That(lines.Select(line => TextWidth.Of(line, 13)), Is.All.LessThanOrEqualTo(150));
            Assert.That(lines, Has.Count.GreaterThan(3));
        });
    }

    [Test]
    public void Wrap_PerCentSign_StaysWithItsNumber()
    {
        for (var width = 40.0; width < 160; width += 3)
            Assert.That(TextWidth.Wrap("an interval of 95 % or so", 13, width), Has.None.StartsWith("%"));
    }

    [Test]
    public void Wrap_WordWiderThanTheLine_IsBroken()
    {
        var lines = TextWidth.Wrap(new string('x', 60), 14, 100);
        Assert.Multiple(() =>
        {
            Assert.That(string.Concat(lines), Is.EqualTo(new string('x', 60)));
            Assert.That(lines.Select(line => TextWidth.Of(line, 14)), Is.All.LessThanOrEqualTo(100));
        });
    }

    [Test]
    public void Wrap_MoreThanTheLinesAllowed_EndsInAnEllipsis()
    {
        var lines = TextWidth.Wrap("one two three four five six seven eight nine ten", 14, 60, lines: 2);
        Assert.That(lines, Has.Count.EqualTo(2).And.ItemAt(1).EndsWith("\u2026"));
    }

    [TestCase("")]
    [TestCase("  \n ")]
    public void Wrap_NoText_GivesNoLines(string text) => Assert.That(TextWidth.Wrap(text, 14, 100), Is.Empty);
}
