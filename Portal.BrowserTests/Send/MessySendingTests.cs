using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Http;
using static Microsoft.Playwright.Assertions;

namespace Portal.BrowserTests.Send;

/// <summary>
/// What teams really send: each ends in a receipt without leaving the browser, in at most six clicks the first time and three the second.
/// </summary>
public class MessySendingTests
{
    private const int MostClicksAtFirst = 6;
    private const int MostClicksLater = 3;

    // The same families, their work done.
    private static readonly string Closed = InventedExtract
        .Cases.Replace(
            "decision,status",
            "decision,status,days_to_first_contact,closure_month,closure_reason,social_care_end,contacts_attended",
            StringComparison.Ordinal
        )
        .Replace("PENDING,WAITING", "ACCEPTED,CLOSED,14,2025-06,COMPLETED,NONE,6", StringComparison.Ordinal);

    private RunningPortal _portal = null!;
    private Visit _visit = null!;
    private int _clicks;

    private IPage Page => _visit.Page;

    [SetUp]
    public async Task Open()
    {
        _clicks = 0;
        _portal = await RunningPortal.StartAsync();
        _visit = await Visit.OpenAsync(_portal, "member@harbour");
    }

    [TearDown]
    public async Task Close()
    {
        await _visit.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Test]
    public Task Send_EuropeanSemicolons() => SendAsync(InventedExtract.Cases.Replace(',', ';'));

    [Test]
    public Task Send_TitleLinesAboveTheHeader() => SendAsync("Referrals April to June\n\n" + InventedExtract.Cases);

    [Test]
    public Task Send_SmallLettersAndLabels() =>
        SendAsync(
            InventedExtract
                .Cases.Replace("HEALTH_VISITOR", "health visitor", StringComparison.Ordinal)
                .Replace("TWO_PARENT", "Two parents", StringComparison.Ordinal)
                .Replace("HARBOUR", "Harbour", StringComparison.Ordinal)
        );

    [Test]
    public Task Send_AgeBandsThatBecameDates() => SendAsync(InventedExtract.Cases.Replace(",6-11,", ",06-Nov,", StringComparison.Ordinal));

    [Test]
    public Task Send_YesAndNo() =>
        SendAsync(
            InventedExtract.Cases,
            (
                "risks.csv",
                InventedExtract.Risks.Replace(",Y\n", ",Yes\n", StringComparison.Ordinal).Replace(",N\n", ",No\n", StringComparison.Ordinal)
            )
        );

    [Test]
    public Task Send_DecimalsAndATotalRow() =>
        SendAsync(
            InventedExtract.Cases,
            ("activity.csv", "service_code,activity,audience,sessions,people,hours\nHARBOUR,TRAINING,MIXED,3.0,12.0,9\nTotal,,,3,12,9\n")
        );

    [Test]
    public async Task Send_NotesColumn()
    {
        var cases = Added(InventedExtract.Cases, "Notes", "rang twice");

        await SendAsync(cases, asked: async () => await AnswerAsync("Notes", "Not for the portal"));
        await Expect(Page.Locator("main")).Not.ToContainTextAsync("rang twice");
    }

    // The files stay chosen while the questions are asked.
    [Test]
    public async Task Send_OwnHeadings()
    {
        var cases = Added(InventedExtract.Cases, "Worker", "blue team")
            .Replace("referral_month", "Date referred", StringComparison.Ordinal)
            .Replace("household", "Who lives at home", StringComparison.Ordinal);

        await SendAsync(
            cases,
            asked: async () =>
            {
                await Expect(Page.GetByLabel("Date referred", new() { Exact = true })).ToHaveValueAsync("referral_month");
                await AnswerAsync("Who lives at home", "household");
                await AnswerAsync("Worker", "Not for the portal");
            }
        );
        await Page.GotoAsync("/own-words/HARBOUR");
        await Expect(Page.Locator("main")).ToContainTextAsync("Who lives at home");
        Assert.That(await Axe.FaultsAsync(Page), Is.Empty);
    }

    [Test]
    public Task Send_OwnWords() =>
        SendAsync(
            InventedExtract
                .Cases.Replace("TWO_PARENT", "Blended", StringComparison.Ordinal)
                .Replace("SINGLE_PARENT", "Blended", StringComparison.Ordinal),
            asked: async () => await AnswerAsync("Blended", "OTHER")
        );

    // A sheet of scores with one row a family, as teams keep it: what the columns hold is suggested from their names.
    [Test]
    public Task Send_WideSheetOfScores() =>
        SendAsync(
            Closed,
            asked: async () =>
            {
                await Expect(Page.GetByLabel("Measure of HADS anxiety start")).ToHaveValueAsync("HADS|ANXIETY|");
                await Expect(Page.GetByLabel("When HADS anxiety end was taken")).ToHaveValueAsync("END");
            },
            ("scores.csv", "service_code,case_ref,HADS anxiety start,HADS anxiety end\nHARBOUR,HB-K7Q2,12,7\nHARBOUR,HB-M3T9,9,\n")
        );

    [Test]
    public async Task Send_OneCombinedSheet()
    {
        var sheet = Wide(Closed, ("EPDS start", "15"), ("EPDS end", "9"), ("Housing", "Yes"), ("Poverty", "no"));

        // A sheet of one team names the team nowhere.
        await SendAsync(
            string.Join('\n', sheet.Split('\n').Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..])),
            asked: async () =>
            {
                await Page.GetByLabel("All rows are of").CheckAsync();
                _clicks++;
                await Expect(Page.GetByLabel("Risk of Housing")).ToHaveValueAsync("HOUSING");
            },
            name: "Caseload.csv"
        );
        await Expect(Page.Locator("main")).ToContainTextAsync("Made from columns of cases.csv");
    }

    // The whole of it a second time: nothing is asked that was answered.
    private async Task SendAsync(string cases, params (string Name, string Text)[] others) => await SendAsync(cases, null, others);

    private Task SendAsync(string cases, Func<Task>? asked, params (string Name, string Text)[] others) =>
        SendAsync(cases, asked, "cases.csv", others);

    private async Task SendAsync(string cases, Func<Task>? asked, string name, params (string Name, string Text)[] others)
    {
        await OnceAsync((name, cases), asked, others);
        Assert.That(_clicks, Is.LessThanOrEqualTo(MostClicksAtFirst));
        _clicks = 0;
        await OnceAsync((name, cases.Replace("HB-W5X8", "HB-W5X9", StringComparison.Ordinal)), null, others);
        Assert.That(_clicks, Is.LessThanOrEqualTo(MostClicksLater));
        Assert.That(_visit.Complaints, Is.Empty);
    }

    private async Task OnceAsync((string Name, string Text) cases, Func<Task>? asked, (string Name, string Text)[] others)
    {
        await Page.GotoAsync("/send");
        await Page.GetByLabel("Which quarter is it for?").SelectOptionAsync(InventedExtract.Quarter);
        await Page.GetByLabel("Files")
            .SetInputFilesAsync([
                InventedExtract.File(cases.Name, cases.Text),
                .. others.Select(other => InventedExtract.File(other.Name, other.Text)),
            ]);
        await ClickAsync("Check the files");
        if (asked is not null)
        {
            await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Your own columns and words");
            Assert.That(await Axe.FaultsAsync(Page), Is.Empty);
            await asked();
            await ClickAsync("Save and check");
        }
        await Expect(Page.Locator(".state h2")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Ready|Needs reasons"));
        foreach (var reason in await Page.Locator("select[id^=reason]").AllAsync())
        {
            await reason.SelectOptionAsync("TRUE_VALUE");
            _clicks++;
        }
        await ClickAsync("Submit the extract");
        await Expect(Page.Locator(".state")).ToContainTextAsync("Accepted");
    }

    private async Task AnswerAsync(string own, string meaning)
    {
        await Page.GetByLabel(own, new() { Exact = true }).SelectOptionAsync(meaning == "Not for the portal" ? "-" : meaning);
        _clicks++;
    }

    private async Task ClickAsync(string button)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        _clicks++;
    }

    // Of the families of the first two rows.
    private static string Wide(string csv, params (string Heading, string Cell)[] columns) =>
        string.Concat(
            csv.TrimEnd()
                .Split('\n')
                .Select(
                    (line, place) =>
                        line.TrimEnd('\r')
                        + string.Concat(
                            columns.Select(column =>
                                ","
                                + (
                                    place == 0 ? column.Heading
                                    : place < 3 ? column.Cell
                                    : ""
                                )
                            )
                        )
                        + "\n"
                )
        );

    private static string Added(string csv, string heading, string cell) =>
        string.Concat(
            csv.TrimEnd().Split('\n').Select((line, place) => $"{line.TrimEnd('\r')},{(place == 0 ? heading : $"{cell} {place}")}\n")
        );
}
