using NUnit.Framework;
using Portal.Api.Extracts.Rules;
using Portal.Tests.House;

namespace Portal.Tests.Extracts;

/// <summary>The rules in force equal their approved listing, so that none changes under the version of another rule set.</summary>
public sealed class ApprovedRuleSetTests
{
    private static string Folder => Path.Combine(SourceTree.Root, "Portal.Tests", "Extracts", "Approved");

    private static string Current => RuleSetListing.Of(RuleCatalogue.RuleSet, RuleCatalogue.All);

    [Test]
    public void RuleSet_InForce_EqualsItsApprovedListing()
    {
        var (file, received) = (Path.Combine(Folder, "rule-set.txt"), Path.Combine(Folder, "rule-set.received.txt"));
        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        var fault = Fault(approved, Current);
        // Only a listing with a version of its own can be approved.
        if (IsSameVersion(approved, Current))
            File.Delete(received);
        else
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(received, Current);
        }

        Assert.That(fault, Is.Null, fault);
    }

    [Test]
    public void Fault_NothingChanged_IsNone() => Assert.That(Fault(Current, Current), Is.Null);

    [TestCaseSource(nameof(Changes))]
    public void Fault_RuleChangedUnderTheSameVersion_AsksForANewVersion(Func<Rule, Rule> change)
    {
        var changed = RuleSetListing.Of(
            RuleCatalogue.RuleSet,
            RuleCatalogue.All.Select(rule => rule == CaseRules.BeforeReferral ? change(rule) : rule)
        );

        Assert.That(Fault(Current, changed), Does.Contain("Raise RuleCatalogue.RuleSet").And.Contain(CaseRules.BeforeReferral.Code));
    }

    [Test]
    public void Fault_RuleLeftOutUnderTheSameVersion_AsksForANewVersion()
    {
        var fewer = RuleSetListing.Of(RuleCatalogue.RuleSet, RuleCatalogue.All.Where(rule => rule != CaseRules.BeforeReferral));

        Assert.That(Fault(Current, fewer), Does.Contain("Raise RuleCatalogue.RuleSet").And.Contain(CaseRules.BeforeReferral.Code));
    }

    [Test]
    public void Fault_NewVersion_AsksForApproval() =>
        Assert.That(Fault(Current, RuleSetListing.Of("2199.1", RuleCatalogue.All)), Does.Contain("mv rule-set.received.txt rule-set.txt"));

    [Test]
    public void Fault_NothingApprovedYet_AsksForApproval() => Assert.That(Fault("", Current), Does.Contain("mv rule-set.received.txt"));

    private static IEnumerable<TestCaseData<Func<Rule, Rule>>> Changes()
    {
        yield return Change("Severity", rule => rule with { Severity = Severity.Warning });
        yield return Change("Column", rule => rule with { Column = "referral_month" });
        yield return Change("Message", rule => rule with { Message = "Anything else." });
        yield return Change("Help", rule => rule with { Explained = rule.Explained! with { Fix = "Anything else." } });
        yield return Change(
            "Predicate",
            rule => rule with { Tests = [new RowTest<Api.Extracts.CaseRow>("closure_month", [], (_, _) => true)] }
        );
        yield return Change("Tests", rule => rule with { Tests = [] });
    }

    private static TestCaseData<Func<Rule, Rule>> Change(string name, Func<Rule, Rule> change) =>
        new TestCaseData<Func<Rule, Rule>>(change).SetArgDisplayNames(name);

    private static string? Fault(string approved, string current)
    {
        if (approved == current)
            return null;
        return IsSameVersion(approved, current)
            ? $"What is checked has changed, but the rule set is still called {RuleCatalogue.RuleSet}. Raise RuleCatalogue.RuleSet, "
                + $"run this test again, and approve the listing that it writes. {FirstDifference(Lines(approved), Lines(current))}"
            : "The rule set has a new version. Read Portal.Tests/Extracts/Approved/rule-set.received.txt beside the approved listing; "
                + "if every difference is meant, approve it with: mv rule-set.received.txt rule-set.txt (in that folder).";
    }

    private static string FirstDifference(string[] approved, string[] current)
    {
        var line = approved.Zip(current).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"Line {line + 1} was: {approved.ElementAtOrDefault(line)} It is now: {current.ElementAtOrDefault(line)}";
    }

    private static bool IsSameVersion(string approved, string current) => Lines(approved)[0] == Lines(current)[0];

    private static string[] Lines(string listing) => listing.Split('\n');
}
