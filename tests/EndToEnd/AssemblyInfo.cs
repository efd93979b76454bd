using EndToEnd;

// One running application for all tests; some of them kill parts of it, so they take turns.
[assembly: AssemblyFixture(typeof(RunningApp))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
