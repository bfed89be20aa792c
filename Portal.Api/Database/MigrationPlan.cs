namespace Portal.Api.Database;

/// <summary>A migration that was applied to a database.</summary>
public sealed record AppliedMigration(int Number, string FileName, string Checksum);

/// <summary>Compares the migrations of a build with those that a database has had.</summary>
internal static class MigrationPlan
{
    /// <summary>Every reason why this build must not touch this database; empty when the new scripts can run.</summary>
    public static IReadOnlyList<MigrationProblem> Problems(IReadOnlyList<MigrationScript> scripts, IReadOnlyList<AppliedMigration> applied)
    {
        var problems = new List<MigrationProblem>();
        foreach (var script in scripts.Where(script => script.Number is null))
            problems.Add(new("migration.bad_name", $"{script.FileName} is not named NNNN_verb_noun.sql in lower case."));

        var numbered = scripts.Where(script => script.Number is not null).ToLookup(script => script.Number!.Value);
        foreach (var same in numbered.Where(same => same.Count() > 1))
            problems.Add(
                new(
                    "migration.duplicate",
                    $"Number {same.Key:0000} is used by {string.Join(" and ", same.Select(script => script.FileName))}. "
                        + "Give the later one the next free number."
                )
            );

        var last = numbered.Count == 0 ? 0 : numbered.Max(same => same.Key);
        foreach (var missing in Enumerable.Range(1, last).Where(number => !numbered.Contains(number)))
            problems.Add(new("migration.gap", $"Number {missing:0000} is missing before {last:0000}."));

        foreach (var had in applied.OrderBy(had => had.Number))
        {
            if (had.Number > last)
                problems.Add(
                    new(
                        "migration.newer_database",
                        $"This build does not know {had.FileName}, which the database already has from a newer build. "
                            + "Start that build, or restore an older backup."
                    )
                );
            else if (numbered[had.Number].FirstOrDefault() is { } script && script.Checksum != had.Checksum)
                problems.Add(
                    new(
                        "migration.changed",
                        $"{script.FileName} was changed after this database applied it. "
                            + "Put the file back and write the change as a new migration."
                    )
                );
        }

        var highest = applied.Count == 0 ? 0 : applied.Max(had => had.Number);
        foreach (var skipped in Enumerable.Range(1, highest).Except(applied.Select(had => had.Number)))
            problems.Add(
                new(
                    "migration.gap",
                    $"The database has applied {highest:0000} but not {skipped:0000}. "
                        + "A file was inserted later; give it the next free number."
                )
            );
        return problems;
    }
}
