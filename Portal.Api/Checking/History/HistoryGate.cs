using Portal.Api.Checking.Problems;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.History;

/// <summary>
/// The history gate: compares as much of an extract as could be read with what the service sent before. No database and no clock.
/// </summary>
internal static class HistoryGate
{
    /// <summary>Runs each rule whose files could be read completely, even when there are errors.</summary>
    /// <param name="standing">What stands of the same quarter; <c>null</c> when nothing does.</param>
    public static void Check(ReadExtract extract, CheckRequest request, EarlierFacts earlier, StandingQuarter? standing, ProblemLog log)
    {
        if (extract.ListsEveryCase)
            new StandingHistory(extract, standing, earlier.Record, log).Ask(earlier.OpenIn(request.Period.Plus(-1)));
        if (standing is not null)
            new SupersededHistory(extract, standing, log).Ask();
        SameAsOtherQuarter.Ask(extract, request, earlier, log);
        if (extract.Cases is { HasEveryKey: true } cases)
            CaseHistory.Ask(cases, request.Period, earlier, log);
        if (extract.Scores is not { HasEveryKey: true } scores)
            return;
        BaselineHistory.Ask(scores, extract, earlier, log);
        ScaleShift.Ask(scores, request.Measures, earlier, log);
        UnlikeNetwork.Ask(scores, request.Measures, earlier, log);
        if (extract.ListsEveryCase && ContactsAreKnown(extract, log))
            PairHistory.Ask(extract, scores, request, earlier, log);
    }

    // Contacts that were sent but cannot be read must not count as contacts that were not sent.
    private static bool ContactsAreKnown(ReadExtract extract, ProblemLog log) =>
        extract.Contacts is { HasEveryKey: true } || (extract.Contacts is null && !log.HasErrorsIn(FileKind.Contacts));
}
