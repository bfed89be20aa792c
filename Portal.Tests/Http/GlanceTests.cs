using NUnit.Framework;
using Portal.Tests.Charts;
using Portal.Tests.Database;

namespace Portal.Tests.Http;

/// <summary>The small pictures of Home say what the API says, and only to the service.</summary>
[NeedsDatabase]
public sealed class GlanceTests
{
    [Test]
    public async Task Pictures_OfATeam_SayWhatTheApiSays()
    {
        using var member = await (await RunningPortal.WithReleaseAsync()).ClientAsync("member@harbour");
        var profile = (await member.GetAnswerAsync("/api/v1/services/HARBOUR/profile")).Json;
        var outcomes = (await member.GetAnswerAsync("/api/v1/services/HARBOUR/outcomes")).Json;
        var trends = (await member.GetAnswerAsync("/api/v1/services/HARBOUR/trends")).Json;

        var leading = profile["risks"]!["items"]!
            .AsArray()
            .OrderByDescending(risk => (double?)risk!["fraction"] ?? 0)
            .Select(risk => (string)risk!["label"]!)
            .Take(5);
        var families = SvgText.Read((await member.GetAnswerAsync("/glance/HARBOUR/families")).Body);
        Assert.That(families.All("g").Select(row => row.All("title")[0].Value.Split(':')[0]), Is.EqualTo(leading));

        var classes = outcomes["outcomes"]!
            .AsArray()
            .Where(one => one!["reliableChange"] is not null && (int)one["paired"]! >= 10)
            .Select(one =>
                (
                    (int)one!["reliableChange"]!["deteriorated"]!,
                    (int)one["reliableChange"]!["noChange"]!,
                    (int)one["reliableChange"]!["improved"]!
                )
            )
            .Take(6)
            .Select(counts => $"{counts.Item1} worsened, {counts.Item2} without clear change, {counts.Item3} improved");
        var drawn = SvgText.Read((await member.GetAnswerAsync("/glance/HARBOUR/outcomes")).Body);
        Assert.That(drawn.All("g").Select(row => row.All("title")[0].Value.Split(": ")[1]), Is.EqualTo(classes).And.Not.Empty);

        var referrals = trends["series"]!.AsArray().Single(series => (string)series!["code"]! == "REFERRALS")!["points"]!.AsArray();
        var line = SvgText.Read((await member.GetAnswerAsync("/glance/HARBOUR/over-time")).Body);
        Assert.That(
            line.All("g").Select(row => row.All("title")[0].Value.Split(": ")[1]),
            Is.EqualTo(referrals.TakeLast(12).Where(point => point!["value"] is not null).Select(point => $"{(int)point!["value"]!}"))
        );

        var experience = SvgText.Read((await member.GetAnswerAsync("/glance/HARBOUR/experience")).Body);
        Assert.That(experience.All("g"), Is.Not.Empty);
        Assert.That((await member.GetAnswerAsync("/glance/HARBOUR/nothing")).Status, Is.EqualTo(404));
        Assert.That((await member.GetAnswerAsync("/glance/TEASEL/families")).Status, Is.EqualTo(404));
    }
}
