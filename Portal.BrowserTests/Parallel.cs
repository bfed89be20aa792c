using NUnit.Framework;
using Portal.Tests.Database;

// Two fixtures at once, each person in a window of their own; all of them look at portals over a database.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]
[assembly: NeedsDatabase]
