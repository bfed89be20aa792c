namespace Portal.Api.Database;

/// <summary>What a run of the migrations did.</summary>
public abstract record MigrationOutcome
{
    private MigrationOutcome() { }

    /// <summary>The schema is this build's.</summary>
    /// <param name="Applied">File names that this run applied, in order; empty when nothing was new or another run did it.</param>
    /// <param name="WereViewsMade">True when the views were created again.</param>
    /// <param name="SchemaNumber">Number of the last migration; 0 when there is none.</param>
    public sealed record Done(IReadOnlyList<string> Applied, bool WereViewsMade, int SchemaNumber) : MigrationOutcome;

    /// <summary>Nothing was changed, for all of these reasons.</summary>
    public sealed record Refused(IReadOnlyList<MigrationProblem> Problems) : MigrationOutcome;
}

/// <summary>A reason not to migrate.</summary>
/// <param name="Code">migration.bad_name, migration.duplicate, migration.gap, migration.changed or migration.newer_database.</param>
/// <param name="Words">What is wrong and what to do.</param>
public sealed record MigrationProblem(string Code, string Words);

/// <summary>The SQL of a migration failed; the schema is as it was before that file.</summary>
public sealed class MigrationFailedException : Exception
{
    public MigrationFailedException(string fileName, Exception inner)
        : base($"{fileName} failed and was rolled back: {inner?.Message}", inner) { }

    public MigrationFailedException(string message)
        : base(message) { }

    public MigrationFailedException() { }
}
