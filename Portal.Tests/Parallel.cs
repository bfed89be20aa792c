using NUnit.Framework;

// Fixtures at once, the tests of each in turn. Whatever touches the environment, the culture or the console of the process is
// NonParallelizable.
[assembly: Parallelizable(ParallelScope.Fixtures)]
